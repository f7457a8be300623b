using Connectors.Gemini.Emulator;

namespace Connectors.Gemini.Tests.Endurance;

/// <summary>Whose HTTP client sends: what is promised about connections holds with each.</summary>
public enum Connections
{
    /// <summary>The client's own.</summary>
    Own,

    /// <summary>A caller's with the handler's defaults: an unread response is drained for two seconds before its connection closes.</summary>
    CallersDefault,

    /// <summary>A caller's HttpClientHandler.</summary>
    CallersClassic,
}

internal static class ConnectionsExtensions
{
    public static HttpClient? CreateClient(this Connections connections) => connections switch
    {
        Connections.Own => null,
        Connections.CallersDefault => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }),
        _ => new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }),
    };

    public static GeminiClient CreateGemini(this GeminiEmulator emulator, HttpClient? http) =>
        new(new GeminiClientOptions { ApiKey = "test-key", BaseAddress = emulator.BaseAddress, HttpClient = http, Retry = { MaxAttempts = 1 } });
}
