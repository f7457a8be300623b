using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Http;

/// <summary>
/// The pieces of a streamed answer, in one pass: server-sent events, a JSON array, or a single JSON object, whichever the body turns out to be.
/// Errors inside the body are thrown. A body without a piece ends the sequence.
/// </summary>
/// <remarks>Its own enumerator, since it can be read once only: each layer of asynchronous iterators costs its waiting for each event.</remarks>
internal sealed class GeminiStream<T> : IAsyncEnumerable<T>, IAsyncEnumerator<T>
    where T : notnull
{
    private readonly OpenResponse _response;
    private readonly MessageFormat<T> _format;
    private readonly RequestErrors _errors;
    private readonly CancellationToken _callToken;
    private readonly Queue<T> _unseparated = new();

    private CancellationToken _readToken;
    private CancellationTokenSource? _both;
    private bool _isStarted;
    private bool _isOver;

    private ResponseStart? _start;
    private EventLines? _lines;
    private IAsyncEnumerator<SseItem<T?>>? _events;
    private JsonValues? _values;
    private T? _current;

    internal GeminiStream(OpenResponse response, MessageFormat<T> format, RequestErrors errors, CancellationToken callToken)
    {
        _response = response;
        _format = format;
        _errors = errors;
        _callToken = callToken;
    }

    /// <summary>The piece that was read last.</summary>
    public T Current => _current!;

    internal HttpResponseHeaders Headers => _response.Message.Headers;

    /// <summary>The path of the request.</summary>
    internal string Path => _errors.Path;

    /// <summary>Gets or sets what is told of an error before it is thrown: the stream's reader knows what was received.</summary>
    internal Action<GeminiException>? OnBroken { get; set; }

    private CancellationToken Token => _both?.Token ?? (_readToken.CanBeCanceled ? _readToken : _callToken);

    /// <param name="cancellationToken">Stops the reading, as does the token that the stream was opened with.</param>
    /// <exception cref="InvalidOperationException">The stream is read already.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_isStarted)
        {
            throw new InvalidOperationException("A streamed answer can be read only once.");
        }

        _isStarted = true;
        _readToken = cancellationToken;
        if (_readToken.CanBeCanceled && _callToken.CanBeCanceled && _readToken != _callToken)
        {
            _both = CancellationTokenSource.CreateLinkedTokenSource(_readToken, _callToken);
        }

        return this;
    }

    // Waits once for each event of a stream.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> MoveNextAsync()
    {
        if (_isOver)
        {
            return false;
        }

        try
        {
            if (_start is null)
            {
                await BeginAsync().ConfigureAwait(false);
            }

            while (true)
            {
                if (_unseparated.TryDequeue(out _current))
                {
                    return true;
                }

                if (_events is not null)
                {
                    if (!await _events.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }

                    _current = _events.Current.Data;
                }
                else
                {
                    if (_values is null || !await _values.MoveNextAsync(Token).ConfigureAwait(false))
                    {
                        break;
                    }

                    _current = Parse(_values.Current);
                }

                if (_current is not null)
                {
                    return true;
                }
            }

            if (_lines is { Naked.IsEmpty: false } lines)
            {
                throw ErrorInStream(lines.Naked);
            }

            _response.IsComplete = true;
        }
        catch (Exception e)
        {
            var error = Explain(e);
            if (error is GeminiException broken)
            {
                OnBroken?.Invoke(broken);
            }

            await DisposeAsync().ConfigureAwait(false);
            if (error == e)
            {
                throw;
            }

            throw error;
        }

        await DisposeAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>Ends the reading and, where the answer is not complete, closes its connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        if (_events is { } events)
        {
            _events = null;
            await events.DisposeAsync().ConfigureAwait(false);
        }

        _lines?.Dispose();
        _values?.Dispose();
        _start?.Dispose();
        await _response.DisposeAsync().ConfigureAwait(false);
        _both?.Dispose();
        _both = null;
    }

    /// <summary>The error of a stream that ended before what it carries was complete, which only its reader can tell.</summary>
    internal GeminiException Cut(string what)
    {
        var error = _errors.Failed(what, cause: null, isTransient: true);
        OnBroken?.Invoke(error);
        return error;
    }

    private async ValueTask BeginAsync()
    {
        var body = await _response.Message.Content.ReadAsStreamAsync(Token).ConfigureAwait(false);
        _start = await ResponseStart.ReadAsync(body, Token).ConfigureAwait(false);
        switch (_start.FirstByte)
        {
            case 0:
                break;
            case (byte)'{' or (byte)'[':
                _values = new JsonValues(_start);
                break;
            case (byte)'<':
                throw _errors.Failed("The service, or a proxy before it, answered with a web page instead of a stream.", cause: null, isTransient: false, _start.Seen);
            default:
                _lines = new EventLines(_start, GeminiPipeline.MaxErrorBody);
                _events = SseParser.Create(_lines, ParseEvent).EnumerateAsync(Token).GetAsyncEnumerator(Token);
                break;
        }
    }

    private Exception Explain(Exception e) => e switch
    {
        _ when _readToken.IsCancellationRequested || _callToken.IsCancellationRequested =>
            new OperationCanceledException(e.Message, e, _readToken.IsCancellationRequested ? _readToken : _callToken),
        JsonException => _errors.Failed("The stream broke: it holds JSON that is cut or not valid.", e, isTransient: true),
        IOException or HttpRequestException or OperationCanceledException => _errors.Failed("The stream broke: the connection was lost before the answer was complete.", e, isTransient: true),
        _ => e,
    };

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

    private T? Parse(ReadOnlySpan<byte> json) => ErrorProbe.HasError(json) ? throw ErrorInStream(json) : _format.Read(json);

    private GeminiException ErrorInStream(ReadOnlySpan<byte> body) =>
        _errors.Refused(httpStatus: null, body[..Math.Min(body.Length, GeminiPipeline.MaxErrorBody)]);
}
