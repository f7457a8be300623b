using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Samples.Swap;

/// <summary>Who is at the other end: Google where there is a key, else an emulator inside this process; and always a scripted server for the other provider.</summary>
internal sealed class Services : IAsyncDisposable
{
    private readonly GeminiEmulator? _emulator;
    private readonly OllamaServer _ollama;

    private Services(string? key, GeminiEmulator? emulator, OllamaServer ollama)
    {
        (_emulator, _ollama) = (emulator, ollama);
        ApiKey = key ?? "offline";
        GeminiAddress = emulator?.BaseAddress ?? new Uri("https://generativelanguage.googleapis.com/");
    }

    public string ApiKey { get; }

    public Uri GeminiAddress { get; }

    public Uri OllamaAddress => _ollama.Address;

    public static async Task<Services> StartAsync()
    {
        var key = Key("GOOGLE_API_KEY") ?? Key("GEMINI_API_KEY");
        var emulator = key is null ? await GeminiEmulator.StartAsync() : null;
        emulator?.Script.When(request => request.FunctionResults.Count > 0).Reply(request => Reply.Text(Sentence(
            request.FunctionResults[0].Arguments.GetProperty("city").GetString()!,
            Words(request.FunctionResults[0].Response))));
        emulator?.Script.Otherwise(request => Reply.Call("GetWeather", new JsonObject { ["city"] = City(request.LastUserText) }));
        return new Services(key, emulator, await OllamaServer.StartAsync(City, Sentence));
    }

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static string? Key(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } key ? key : null;

    /// <summary>The result's words: each client wraps them in a way of its own.</summary>
    private static string Words(JsonElement response) => response.EnumerateObject().First().Value.GetString()!.Trim('"');

    private static string City(string question) => question.TrimEnd('?').Split(' ')[^1];

    private static string Sentence(string city, string weather) => $"In {city}: {weather}.";
}
