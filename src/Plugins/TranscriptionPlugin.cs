using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>Writes down what is said in a recording of the plugin's folder.</summary>
/// <param name="hearing">What hears: <c>gemini.AsISpeechToTextClient("gemini-3.8-flash")</c>, or any other.</param>
/// <param name="folder">The folder whose recordings may be heard.</param>
[Experimental("MEAI001")]
public sealed class TranscriptionPlugin(ISpeechToTextClient hearing, PluginFolder folder) : IGeminiPlugin
{
    /// <inheritdoc/>
    public string Name => "Transcription";

    /// <summary>Writes down a recording.</summary>
    /// <param name="recording">The path of its file in the plugin's folder.</param>
    /// <param name="language">The language that is spoken, such as <c>cs</c>. Default: what the model hears.</param>
    /// <param name="cancellationToken">Ends the hearing.</param>
    /// <returns>The words.</returns>
    /// <exception cref="PluginException">The path is forbidden or leads nowhere.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Writes down what is said in an audio file.")]
    public async Task<Transcript> TranscribeAsync(
        [Description("The path of the audio file.")] string recording,
        [Description("The language that is spoken, as a code such as en or cs. Leave out if not known.")] string? language = null,
        CancellationToken cancellationToken = default)
    {
        using var audio = new MemoryStream(await folder.ReadAsync(recording, cancellationToken).ConfigureAwait(false), writable: false);
        var response = await hearing.GetTextAsync(audio, new SpeechToTextOptions { SpeechLanguage = language }, cancellationToken).ConfigureAwait(false);
        return new Transcript(PluginText.Bound(response.Text), recording);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) => [PluginFunction.Create(TranscribeAsync, "transcribe", logger)];
}
