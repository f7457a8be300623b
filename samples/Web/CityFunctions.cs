using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Web;

/// <summary>Two functions that the models may call. The weather is made up: a city always has the same.</summary>
internal sealed class CityFunctions
{
    private static readonly string[] Skies = ["sunny", "partly cloudy", "overcast", "light rain", "windy"];

    private static readonly Dictionary<string, string> TimeZones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Prague"] = "Europe/Prague",
        ["Brno"] = "Europe/Prague",
        ["London"] = "Europe/London",
        ["New York"] = "America/New_York",
        ["Tokyo"] = "Asia/Tokyo",
    };

    private readonly TimeProvider _clock;

    public CityFunctions(TimeProvider clock)
    {
        _clock = clock;
        Tools = [AIFunctionFactory.Create(Weather, "get_weather"), AIFunctionFactory.Create(LocalTime, "get_local_time")];
    }

    public IList<AITool> Tools { get; }

    [Description("The current weather in a city.")]
    private static CityWeather Weather([Description("The city's name")] string city)
    {
        var seed = 0;
        foreach (var letter in city.ToUpperInvariant())
        {
            seed = ((seed * 31) + letter) % 10_007;
        }

        return new CityWeather($"{5 + (seed % 25)} °C", Skies[seed % Skies.Length]);
    }

    [Description("The local time in a city.")]
    private string LocalTime([Description("The city's name")] string city) =>
        TimeZones.TryGetValue(city, out var id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), zone).ToString("HH:mm, d MMMM yyyy")
            : $"unknown, {_clock.GetUtcNow():HH:mm} UTC";

    private sealed record CityWeather(string Temperature, string Sky);
}
