using Connectors.Gemini.SemanticKernel.Settings;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToAudio;

namespace Connectors.Gemini.SemanticKernel.Media;

/// <summary>A speech client as Semantic Kernel's service.</summary>
internal sealed class TextToSpeechTextToAudioService : ITextToAudioService
{
    private readonly ITextToSpeechClient _client;

    internal TextToSpeechTextToAudioService(ITextToSpeechClient client)
    {
        _client = client;
        var metadata = client.GetService<TextToSpeechClientMetadata>();
        Attributes = MediaSettings.Attributes(metadata?.DefaultModelId, metadata?.ProviderUri);
    }

    public IReadOnlyDictionary<string, object?> Attributes { get; }

    public async Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(
        string text, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var response = await _client.GetAudioAsync(text, Options(executionSettings), cancellationToken).ConfigureAwait(false);
        var audio = new List<AudioContent>();
        foreach (var content in response.Contents)
        {
            switch (content)
            {
                case DataContent data:
                    audio.Add(new AudioContent(data.Data, data.MediaType) { InnerContent = data, ModelId = response.ModelId });
                    break;
                case UriContent uri:
                    audio.Add(new AudioContent(uri.Uri) { MimeType = uri.MediaType, InnerContent = uri, ModelId = response.ModelId });
                    break;
                case ErrorContent error:
                    throw new KernelException(string.IsNullOrEmpty(error.ErrorCode) ? error.Message : $"{error.ErrorCode}: {error.Message}");
                default:
                    break;
            }
        }

        return audio;
    }

    private static TextToSpeechOptions Options(PromptExecutionSettings? settings)
    {
        var taken = MediaSettings.Read(settings, out var rest);
        var options = new TextToSpeechOptions
        {
            ModelId = settings?.ModelId,
            VoiceId = taken.String("voice") ?? taken.String(SettingKeys.VoiceName),
            Language = taken.String("language"),
            AudioFormat = taken.String(SettingKeys.ResponseFormat),
            Speed = (float?)taken.Double("speed"),
            Pitch = (float?)taken.Double("pitch"),
            Volume = (float?)taken.Double("volume"),
        };
        options.AdditionalProperties = rest.Count > 0 ? rest : null;
        return options;
    }
}
