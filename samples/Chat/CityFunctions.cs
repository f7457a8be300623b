using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>Two functions that the model may call. The weather is made up; each takes a moment, as a real service would.</summary>
internal sealed partial class CityFunctions(TimeProvider clock)
{
    private static readonly TimeSpan ServiceTime = TimeSpan.FromMilliseconds(200);

    private static readonly Dictionary<string, string> TimeZones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Prague"] = "Europe/Prague",
        ["Brno"] = "Europe/Prague",
        ["London"] = "Europe/London",
        ["New York"] = "America/New_York",
        ["Tokyo"] = "Asia/Tokyo",
        ["Sydney"] = "Australia/Sydney",
    };

    private static readonly string[] Skies = ["sunny", "partly cloudy", "overcast", "light rain", "windy"];

    public IReadOnlyList<AIFunction> All { get; } = Create(clock);

    private static AIFunction[] Create(TimeProvider clock)
    {
        // Source-generated JSON for what the functions take and return: no reflection, so it works under native AOT.
        var json = new JsonSerializerOptions(CityJson.Default.Options);
        json.TypeInfoResolverChain.Add(AIJsonUtilities.DefaultOptions.TypeInfoResolver!);
        return
        [
            AIFunctionFactory.Create(
                async ([Description("The city's name")] string city, CancellationToken cancellationToken) =>
                {
                    await Task.Delay(ServiceTime, clock, cancellationToken);
                    return WeatherIn(city);
                },
                "get_weather",
                "The current weather in a city.",
                json),
            AIFunctionFactory.Create(
                async ([Description("The city's name")] string city, CancellationToken cancellationToken) =>
                {
                    await Task.Delay(ServiceTime, clock, cancellationToken);
                    return LocalTimeIn(city, clock);
                },
                "get_local_time",
                "The local time in a city.",
                json),
        ];
    }

    /// <summary>The same city always has the same weather.</summary>
    private static Weather WeatherIn(string city)
    {
        var seed = 0;
        foreach (var letter in city.ToUpperInvariant())
        {
            seed = ((seed * 31) + letter) % 10_007;
        }

        return new Weather($"{5 + (seed % 25)} °C", Skies[seed % Skies.Length]);
    }

    private static string LocalTimeIn(string city, TimeProvider clock) =>
        TimeZones.TryGetValue(city, out var id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).ToString("HH:mm, d MMMM yyyy")
            : $"unknown, {clock.GetUtcNow():HH:mm} UTC";

    internal sealed record Weather(string Temperature, string Sky);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Weather))]
    private sealed partial class CityJson : JsonSerializerContext;
}
