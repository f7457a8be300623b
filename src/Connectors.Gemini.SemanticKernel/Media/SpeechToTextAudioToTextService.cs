using Connectors.Gemini.SemanticKernel.Settings;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace Connectors.Gemini.SemanticKernel.Media;

/// <summary>A transcription client as Semantic Kernel's service.</summary>
internal sealed class SpeechToTextAudioToTextService : IAudioToTextService
{
    private readonly ISpeechToTextClient _client;

    internal SpeechToTextAudioToTextService(ISpeechToTextClient client)
    {
        _client = client;
        var metadata = client.GetService<SpeechToTextClientMetadata>();
        Attributes = MediaSettings.Attributes(metadata?.DefaultModelId, metadata?.ProviderUri);
    }

    public IReadOnlyDictionary<string, object?> Attributes { get; }

    public async Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        AudioContent content, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var data = content switch
        {
            { Data: { } bytes } => new DataContent(bytes, content.MimeType ?? "audio/*"),
            { DataUri: { Length: > 0 } uri } => new DataContent(uri),
            _ => throw new ArgumentException("The audio content holds no bytes; audio behind a URI is not downloaded here. Read it first.", nameof(content)),
        };
        var response = await _client.GetTextAsync(data, Options(executionSettings), cancellationToken).ConfigureAwait(false);
        if (response.Contents.OfType<ErrorContent>().FirstOrDefault() is { } error)
        {
            throw new KernelException(string.IsNullOrEmpty(error.ErrorCode) ? error.Message : $"{error.ErrorCode}: {error.Message}");
        }

        return [new TextContent(response.Text, response.ModelId, response)];
    }

    private static SpeechToTextOptions Options(PromptExecutionSettings? settings)
    {
        var taken = MediaSettings.Read(settings, out var rest);
        var options = new SpeechToTextOptions
        {
            ModelId = settings?.ModelId,
            SpeechLanguage = taken.String("language"),
            TextLanguage = taken.String("text_language"),
            SpeechSampleRate = taken.Int32("sample_rate"),
        };
        options.AdditionalProperties = rest.Count > 0 ? rest : null;
        return options;
    }
}
