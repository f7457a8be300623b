using Connectors.Gemini.Emulator;

namespace Connectors.Gemini.Samples.Web;

/// <summary>Without an API key the answers come from an emulator inside this process. The registration of Gemini is the same either way: this only fills in its configuration.</summary>
internal static class EmbeddedEmulator
{
    // Where people keep their key: the section itself (also user secrets and the variable Gemini__ApiKey), or Google's own two variables.
    private static readonly string[] Keys = ["Gemini:ApiKey", "GOOGLE_API_KEY", "GEMINI_API_KEY"];

    /// <summary>Completes the section <c>Gemini</c>, which must happen before the options are built: they are checked before any hosted service starts.</summary>
    /// <returns>The emulator, to be disposed after the application; null where there is a key.</returns>
    public static async Task<GeminiEmulator?> StartWithoutKeyAsync(WebApplicationBuilder builder)
    {
        if (Keys.Select(name => builder.Configuration[name]).FirstOrDefault(static value => !string.IsNullOrWhiteSpace(value)) is { } key)
        {
            builder.Configuration.AddInMemoryCollection([new("Gemini:ApiKey", key)]);
            return null;
        }

        var emulator = await GeminiEmulator.StartAsync();
        builder.Configuration.AddInMemoryCollection([new("Gemini:ApiKey", "offline"), new("Gemini:BaseAddress", emulator.BaseAddress.ToString())]);
        builder.Services.AddSingleton(emulator);
        return emulator;
    }
}
