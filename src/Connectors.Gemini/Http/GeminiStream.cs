using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Http;

/// <summary>
/// The pieces of a streamed answer, in one pass: server-sent events, a JSON array, or a single JSON object, whichever the body turns out to be.
/// Errors inside the body are thrown. A body without a piece ends the sequence.
/// </summary>
internal sealed class GeminiStream<T> : IAsyncEnumerable<T>, IAsyncDisposable
    where T : notnull
{
    private readonly OpenResponse _response;
    private readonly MessageFormat<T> _format;
    private readonly RequestErrors _errors;
    private readonly CancellationToken _callToken;
    private readonly Queue<T> _unseparated = new();
    private int _started;

    internal GeminiStream(OpenResponse response, MessageFormat<T> format, RequestErrors errors, CancellationToken callToken)
    {
        _response = response;
        _format = format;
        _errors = errors;
        _callToken = callToken;
    }

    internal HttpResponseHeaders Headers => _response.Message.Headers;

    /// <param name="cancellationToken">Stops the reading, as does the token that the stream was opened with.</param>
    /// <exception cref="InvalidOperationException">The stream is read already.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _started, 1) == 0
            ? ReadAsync(cancellationToken)
            : throw new InvalidOperationException("A streamed answer can be read only once.");

    /// <summary>The error of a stream that ended before what it carries was complete, which only its reader can tell.</summary>
    internal GeminiException Cut(string what) => _errors.Failed(what, cause: null, isTransient: true);

    public ValueTask DisposeAsync() => _response.DisposeAsync();

    private async IAsyncEnumerator<T> ReadAsync(CancellationToken readToken)
    {
        using var both = readToken.CanBeCanceled && _callToken.CanBeCanceled && readToken != _callToken
            ? CancellationTokenSource.CreateLinkedTokenSource(readToken, _callToken)
            : null;
        var token = both?.Token ?? (readToken.CanBeCanceled ? readToken : _callToken);

        await using var closing = _response.ConfigureAwait(false);
        var pieces = ReadPiecesAsync(token);
        await using var closingPieces = pieces.ConfigureAwait(false);
        while (true)
        {
            T piece;
            try
            {
                if (!await pieces.MoveNextAsync().ConfigureAwait(false))
                {
                    break;
                }

                piece = pieces.Current;
            }
            catch (Exception e) when (readToken.IsCancellationRequested || _callToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, readToken.IsCancellationRequested ? readToken : _callToken);
            }
            catch (JsonException e)
            {
                throw _errors.Failed("The stream broke: it holds JSON that is cut or not valid.", e, isTransient: true);
            }
            catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
            {
                throw _errors.Failed("The stream broke: the connection was lost before the answer was complete.", e, isTransient: true);
            }

            yield return piece;
        }

        _response.IsComplete = true;
    }

    private async IAsyncEnumerator<T> ReadPiecesAsync(CancellationToken token)
    {
        var body = await _response.Message.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        using var start = await ResponseStart.ReadAsync(body, token).ConfigureAwait(false);
        var pieces = start.FirstByte switch
        {
            0 => AsyncEnumerable.Empty<T>(),
            (byte)'{' or (byte)'[' => ReadValuesAsync(start, token),
            (byte)'<' => throw _errors.Failed("The service, or a proxy before it, answered with a web page instead of a stream.", cause: null, isTransient: false, start.Seen),
            _ => ReadEventsAsync(start, token),
        };
        await foreach (var piece in pieces.ConfigureAwait(false))
        {
            yield return piece;
        }
    }

    private async IAsyncEnumerable<T> ReadEventsAsync(Stream body, [EnumeratorCancellation] CancellationToken token)
    {
        using EventLines lines = new(body, GeminiPipeline.MaxErrorBody);
        await foreach (var item in SseParser.Create(lines, ParseEvent).EnumerateAsync(token).ConfigureAwait(false))
        {
            if (item.Data is { } piece)
            {
                yield return piece;
            }

            while (_unseparated.TryDequeue(out var further))
            {
                yield return further;
            }
        }

        if (!lines.Naked.IsEmpty)
        {
            throw ErrorInStream(lines.Naked);
        }
    }

    // "[DONE]" is what OpenAI's streams end with; some gateways add it to others. Empty data keeps a connection open.
    private T? ParseEvent(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data.SequenceEqual("[DONE]"u8))
        {
            return default;
        }

        // A value may stand on several data lines. Where the blank lines between events were lost on the way, each line is a value of its own.
        var line = data.IndexOf((byte)'\n');
        if (line < 0 || !IsWholeValue(data[..line]))
        {
            return Parse(data);
        }

        foreach (var range in data.Split((byte)'\n'))
        {
            if (Parse(data[range]) is { } piece)
            {
                _unseparated.Enqueue(piece);
            }
        }

        return default;
    }

    private static bool IsWholeValue(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, isFinalBlock: false, state: default);
        return reader.Read() && reader.TrySkip();
    }

    private async IAsyncEnumerable<T> ReadValuesAsync(Stream body, [EnumeratorCancellation] CancellationToken token)
    {
        using JsonValues values = new(body);
        while (await values.MoveNextAsync(token).ConfigureAwait(false))
        {
            if (Parse(values.Current) is { } piece)
            {
                yield return piece;
            }
        }
    }

    private T? Parse(ReadOnlySpan<byte> json)
    {
        if (ErrorProbe.HasError(json))
        {
            throw ErrorInStream(json);
        }

        // Looked at once as a whole: the reader looks string by string, and keeps the buffers that it rented for one that is no text.
        return Utf8.IsValid(json) ? _format.Read(json) : throw new JsonException("The JSON is not UTF-8.");
    }

    private GeminiException ErrorInStream(ReadOnlySpan<byte> body) =>
        _errors.Refused(httpStatus: null, body[..Math.Min(body.Length, GeminiPipeline.MaxErrorBody)]);
}
