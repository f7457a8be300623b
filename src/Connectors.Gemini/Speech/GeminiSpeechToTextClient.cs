using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Connectors.Gemini.Http;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Speech;

/// <summary>Audio as text: by a model made for it, or by any model that hears.</summary>
internal sealed class GeminiSpeechToTextClient : ISpeechToTextClient
{
    private const double MaxSeconds = 1e9;

    private readonly GeminiClient _owner;
    private readonly GeminiPipeline _pipeline;
    private readonly string _model;
    private readonly SpeechToTextClientMetadata _metadata;

    internal GeminiSpeechToTextClient(GeminiClient owner, GeminiPipeline pipeline, string model)
    {
        (_owner, _pipeline, _model) = (owner, pipeline, model);
        _metadata = new SpeechToTextClientMetadata(pipeline.ProviderName, pipeline.Endpoint, model);
    }

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (model, request) = await PrepareAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false);
        var reply = await _pipeline.GenerateContentAsync(model, request, cancellationToken).ConfigureAwait(false);
        var response = reply.Value;
        var contents = Contents(response);
        if (!IsWritten(response, contents.Count > 0))
        {
            throw MissingAnswer.Of("The answer has no transcript", response, "", response.UsageMetadata).ToException(reply.Path);
        }

        var (start, end) = Times(response);
        return new SpeechToTextResponse(contents)
        {
            ResponseId = response.ResponseId,
            ModelId = response.ModelVersion ?? model,
            StartTime = start,
            EndTime = end,
            Usage = response.UsageMetadata is { } usage ? UsageMapping.Read(usage) : null,
            AdditionalProperties = AnswerEnd.Properties(response),
            RawRepresentation = response,
        };
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (model, request) = await PrepareAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false);
        var stream = await _pipeline.OpenContentStreamAsync(model, request, cancellationToken).ConfigureAwait(false);
        var said = new StringBuilder();
        UsageMetadata? usage = null;
        // The event with the finish reason need not be the last: one with the usage alone may come after it.
        GenerateContentResponse? ending = null;
        GenerateContentResponse? last = null;
        stream.OnBroken = exception =>
        {
            exception.ResponseId = last?.ResponseId;
            exception.PartialResponse = said.Length == 0
                ? null
                : new ChatResponse(new ChatMessage(ChatRole.Assistant, said.ToString())) { ResponseId = last?.ResponseId, Usage = usage is null ? null : UsageMapping.Read(usage) };
        };
        await foreach (var response in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            response.ResponseHeaders = stream.Headers;
            last = response;
            usage = response.UsageMetadata is { } counts ? UsageMapping.Merge(usage, counts) : usage;
            ending = AnswerEnd.IsLast(response) ? response : ending;
            if (Contents(response) is { Count: > 0 } contents)
            {
                said.AppendJoin(null, contents.OfType<TextContent>());
                yield return Update(model, response, SpeechToTextResponseUpdateKind.TextUpdated, contents);
            }
        }

        if (ending is null)
        {
            throw stream.Cut("The stream ended without a finish reason: the transcript is cut.");
        }

        if (!IsWritten(ending, said.Length > 0))
        {
            throw MissingAnswer.Of("The answer has no transcript", ending, "", usage).ToException(stream.Path);
        }

        var end = Update(model, last!, SpeechToTextResponseUpdateKind.SessionClose, usage is null ? [] : [new UsageContent(UsageMapping.Read(usage))]);
        end.AdditionalProperties = AnswerEnd.Properties(ending);
        yield return end;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(SpeechToTextClientMetadata) ? _metadata
            : serviceType == typeof(GeminiClient) ? _owner
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the client that made this adapter owns the connections.</summary>
    public void Dispose()
    {
    }

    private async Task<(string Model, GenerateContentRequest Request)> PrepareAsync(Stream audio, SpeechToTextOptions? options, CancellationToken cancellationToken)
    {
        var model = options?.ModelId is { Length: > 0 } other ? other : _model;
        var given = options?.RawRepresentationFactory?.Invoke(this) as GenerateContentRequest;
        var content = await AudioInput.ReadAsync(audio, options, _pipeline.IsVertex, cancellationToken).ConfigureAwait(false);
        return (model, TranscriptionRequest.Write(content, options, given, model));
    }

    /// <summary>Silence has no words, and that is an answer; a refusal is none.</summary>
    private static bool IsWritten(GenerateContentResponse response, bool hasWords) =>
        hasWords || (response.PromptFeedback?.BlockReason is null && response.Candidates is [{ FinishReason: var reason }, ..] && reason == FinishReason.Stop);

    private static SpeechToTextResponseUpdate Update(string model, GenerateContentResponse response, SpeechToTextResponseUpdateKind kind, List<AIContent> contents)
    {
        var (start, end) = Times(response);
        return new SpeechToTextResponseUpdate(contents)
        {
            Kind = kind,
            ResponseId = response.ResponseId,
            ModelId = response.ModelVersion ?? model,
            StartTime = start,
            EndTime = end,
            RawRepresentation = response,
        };
    }

    private static List<AIContent> Contents(GenerateContentResponse response)
    {
        var contents = new List<AIContent>();
        foreach (var part in response.Parts().Where(static part => part.Thought != true && (part.Text ?? part.AudioTranscription?.Text) is { Length: > 0 }))
        {
            // Words with their times and speakers are in the part.
            contents.Add(new TextContent(part.Text ?? part.AudioTranscription!.Text) { RawRepresentation = part, AdditionalProperties = Transcription.Properties(part) });
        }

        return contents;
    }

    private static (TimeSpan? Start, TimeSpan? End) Times(GenerateContentResponse response)
    {
        var pieces = response.Parts().Select(static part => part.AudioTranscription).OfType<AudioTranscription>().ToList();
        return (
            Offset(pieces.FirstOrDefault()?.StartOffset ?? pieces.FirstOrDefault()?.Words?.FirstOrDefault()?.StartOffset),
            Offset(pieces.LastOrDefault()?.EndOffset ?? pieces.LastOrDefault()?.Words?.LastOrDefault()?.EndOffset));
    }

    /// <summary><c>0.4s</c>, the service's form of a duration. One that is no time in an audio is none.</summary>
    private static TimeSpan? Offset(string? duration) =>
        duration?.EndsWith('s') == true && double.TryParse(duration.AsSpan()[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
