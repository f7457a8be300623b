using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>Speaks texts, kept as WAV files in the plugin's folder.</summary>
/// <param name="speech">What speaks: <c>gemini.AsITextToSpeechClient("gemini-3.8-flash-tts")</c>, or any other.</param>
/// <param name="folder">Where the files are kept.</param>
[Experimental("MEAI001")]
public sealed class SpeechPlugin(ITextToSpeechClient speech, PluginFolder folder) : IGeminiPlugin
{
    /// <inheritdoc/>
    public string Name => "Speech";

    /// <summary>Speaks a text.</summary>
    /// <param name="text">What is said.</param>
    /// <param name="voice">The voice, by name. Default: the model's own.</param>
    /// <param name="cancellationToken">Ends the speaking.</param>
    /// <returns>The file.</returns>
    /// <exception cref="PluginException">The text is empty, or no audio was made.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Speaks a text aloud into a WAV file.")]
    public async Task<SavedMedia> SpeakAsync(
        [Description("What is said, word for word.")] string text,
        [Description("The voice by name, such as Kore or Puck. Leave out for the usual one.")] string? voice = null,
        CancellationToken cancellationToken = default)
    {
        var response = await speech.GetAudioAsync(PluginText.Require(text, nameof(text)), new TextToSpeechOptions { VoiceId = voice, AudioFormat = "wav" }, cancellationToken).ConfigureAwait(false);
        var audio = response.Contents.OfType<DataContent>().FirstOrDefault() ?? throw new PluginException("No audio was made.");
        return new SavedMedia(await folder.WriteAsync("speech", audio.MediaType, audio.Data, cancellationToken).ConfigureAwait(false), audio.MediaType, audio.Data.Length);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) => [PluginFunction.Create(SpeakAsync, "speak", logger)];
}
