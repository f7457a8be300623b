using System.Runtime.CompilerServices;
using System.Text;
using Connectors.Gemini.Http;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Speech;

/// <summary>Speech of a speech model: whole, or as it comes.</summary>
internal sealed class GeminiTextToSpeechClient : ITextToSpeechClient
{
    private const string NoAudio = "The answer has no audio";
    private const string DefaultMediaType = "audio/L16;codec=pcm;rate=24000";

    private readonly GeminiClient _owner;
    private readonly GeminiPipeline _pipeline;
    private readonly string _model;
    private readonly ILogger _logger;
    private readonly TextToSpeechClientMetadata _metadata;

    internal GeminiTextToSpeechClient(GeminiClient owner, GeminiPipeline pipeline, string model)
    {
        (_owner, _pipeline, _model) = (owner, pipeline, model);
        _logger = pipeline.LoggerFactory.CreateLogger("Connectors.Gemini.Speech");
        _metadata = new TextToSpeechClientMetadata(pipeline.ProviderName, pipeline.Endpoint, model);
    }

    public async Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(text, options);
        return await WholeAsync(prepared.Model, prepared.Request, prepared.Format, cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(text, options);
        return SpeechRequest.IsStreamed(prepared.Model)
            ? StreamAsync(prepared.Model, prepared.Request, prepared.Format, cancellationToken)
            : AtOnceAsync(prepared.Model, prepared.Request, prepared.Format, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(TextToSpeechClientMetadata) ? _metadata
            : serviceType == typeof(GeminiClient) ? _owner
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the client that made this adapter owns the connections.</summary>
    public void Dispose()
    {
    }

    private async Task<TextToSpeechResponse> WholeAsync(string model, GenerateContentRequest request, AudioFormat format, CancellationToken cancellationToken)
    {
        var reply = await _pipeline.GenerateContentAsync(model, request, cancellationToken).ConfigureAwait(false);
        var response = reply.Value;
        var blobs = response.Parts().Where(static part => part.InlineData?.Data is { Length: > 0 }).Select(static part => part.InlineData!).ToList();
        if (blobs.Count == 0)
        {
            throw MissingAnswer.Of(NoAudio, response, Text(response), response.UsageMetadata).ToException(reply.Path);
        }

        return new TextToSpeechResponse(Contents(blobs, format))
        {
            ResponseId = response.ResponseId,
            ModelId = response.ModelVersion ?? model,
            Usage = response.UsageMetadata is { } usage ? UsageMapping.Read(usage) : null,
            AdditionalProperties = AnswerEnd.Properties(response),
            RawRepresentation = response,
        };
    }

    /// <summary>The whole audio as the updates of a stream, of a model that does not stream.</summary>
    private async IAsyncEnumerable<TextToSpeechResponseUpdate> AtOnceAsync(
        string model, GenerateContentRequest request, AudioFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var response = await WholeAsync(model, request, format, cancellationToken).ConfigureAwait(false);
        var raw = (GenerateContentResponse)response.RawRepresentation!;
        yield return Update(model, raw, TextToSpeechResponseUpdateKind.AudioUpdating, response.Contents);
        yield return End(model, raw, raw, raw.UsageMetadata);
    }

    private async IAsyncEnumerable<TextToSpeechResponseUpdate> StreamAsync(
        string model, GenerateContentRequest request, AudioFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await _pipeline.OpenContentStreamAsync(model, request, cancellationToken).ConfigureAwait(false);
        var said = new StringBuilder();
        var samples = new WholeSamples();
        var hasAudio = false;
        string? mediaType = null;
        UsageMetadata? usage = null;
        // The event with the finish reason need not be the last: one with the usage alone may come after it.
        GenerateContentResponse? ending = null;
        GenerateContentResponse? last = null;
        stream.OnBroken = exception => exception.ResponseId = last?.ResponseId;
        await foreach (var response in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            response.ResponseHeaders = stream.Headers;
            last = response;
            said.Append(Text(response));
            usage = response.UsageMetadata is { } counts ? UsageMapping.Merge(usage, counts) : usage;
            ending = AnswerEnd.IsLast(response) ? response : ending;
            foreach (var part in response.Parts())
            {
                if (part.InlineData is not { Data: { Length: > 0 } data } blob)
                {
                    continue;
                }

                hasAudio = true;
                mediaType = blob.MimeType ?? mediaType;
                data = MakesWav(mediaType, format) ? samples.Take(data) : data;
                if (data.IsEmpty)
                {
                    continue;
                }

                yield return Update(model, response, TextToSpeechResponseUpdateKind.AudioUpdating, [Content(data, mediaType, format)]);
            }
        }

        if (ending is null)
        {
            throw stream.Cut("The stream ended without a finish reason: the speech is cut.");
        }

        if (!hasAudio)
        {
            throw MissingAnswer.Of(NoAudio, ending, said.ToString(), usage).ToException(stream.Path);
        }

        yield return End(model, last!, ending, usage);
    }

    private (string Model, GenerateContentRequest Request, AudioFormat Format) Prepare(string text, TextToSpeechOptions? options)
    {
        var model = options?.ModelId is { Length: > 0 } other ? other : _model;
        var format = AudioFormat.Of(options?.AudioFormat, SpeechRequest.IsVerbatim(model));
        var given = options?.RawRepresentationFactory?.Invoke(this) as GenerateContentRequest;
        return (model, SpeechRequest.Write(text, options, given, model, format, _pipeline.IsVertex, _logger), format);
    }

    private static TextToSpeechResponseUpdate Update(string model, GenerateContentResponse response, TextToSpeechResponseUpdateKind kind, IList<AIContent> contents) => new(contents)
    {
        Kind = kind,
        ResponseId = response.ResponseId,
        ModelId = response.ModelVersion ?? model,
        RawRepresentation = response,
    };

    /// <summary>The last update: the usage, and why the speech ended.</summary>
    private static TextToSpeechResponseUpdate End(string model, GenerateContentResponse last, GenerateContentResponse ending, UsageMetadata? usage)
    {
        var end = Update(model, last, TextToSpeechResponseUpdateKind.SessionClose, usage is null ? [] : [new UsageContent(UsageMapping.Read(usage))]);
        end.AdditionalProperties = AnswerEnd.Properties(ending);
        return end;
    }

    /// <summary>Decided by what came, not by what the model is known for.</summary>
    private static DataContent Content(ReadOnlyMemory<byte> audio, string? mediaType, AudioFormat format)
    {
        var type = Known(mediaType);
        return MakesWav(mediaType, format) ? new DataContent(WavFile.Wrap(audio.Span, AudioFormat.PcmRate(type)!.Value), "audio/wav") : new DataContent(audio, type);
    }

    private static bool MakesWav(string? mediaType, AudioFormat format) => format.IsWav && AudioFormat.PcmRate(Known(mediaType)) is not null;

    private static string Known(string? mediaType) => string.IsNullOrEmpty(mediaType) ? DefaultMediaType : mediaType;

    private static string Text(GenerateContentResponse response) => string.Concat(response.Parts().Where(static part => part.Thought != true).Select(static part => part.Text));

    /// <summary>Pieces of one audio are joined; whole files cannot be, nor audio of two types.</summary>
    private static List<AIContent> Contents(List<Blob> blobs, AudioFormat format)
    {
        var contents = new List<AIContent>();
        for (var first = 0; first < blobs.Count;)
        {
            var next = first + 1;
            while (next < blobs.Count && GoesOn(blobs[first], blobs[next]))
            {
                next++;
            }

            contents.Add(Content(Join(blobs[first..next]), blobs[first].MimeType, format));
            first = next;
        }

        return contents;
    }

    private static bool GoesOn(Blob first, Blob next) =>
        (next.MimeType is null || next.MimeType == first.MimeType)
        && (AudioFormat.PcmRate(first.MimeType ?? DefaultMediaType) is not null || !next.Data!.Value.Span.StartsWith("RIFF"u8));

    private static ReadOnlyMemory<byte> Join(List<Blob> blobs)
    {
        if (blobs is [{ Data: { } only }])
        {
            return only;
        }

        var audio = new byte[blobs.Sum(static blob => blob.Data!.Value.Length)];
        var length = 0;
        foreach (var blob in blobs)
        {
            blob.Data!.Value.CopyTo(audio.AsMemory(length));
            length += blob.Data.Value.Length;
        }

        return audio;
    }
}
