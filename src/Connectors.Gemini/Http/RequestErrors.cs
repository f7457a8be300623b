using System.Net;
using System.Text;

namespace Connectors.Gemini.Http;

/// <summary>Makes the exceptions of one request: all of them name it, none of them shows its secrets.</summary>
internal sealed class RequestErrors
{
    private const int MaxShownText = 300;
    private const string Redacted = "[redacted]";

    /// <summary>Shorter ones are no secrets but placeholders for tests and gateways, and would be found in ordinary words.</summary>
    private const int MinSecretLength = 8;

    private readonly string _method;
    private readonly string _path;
    private readonly IReadOnlyList<string> _knownModels;
    private readonly List<string> _secrets = [];

    internal RequestErrors(HttpMethod method, Uri address, IReadOnlyList<string> knownModels, IReadOnlyList<string> secrets)
    {
        _method = method.Method;
        _path = address.AbsolutePath;
        _knownModels = knownModels;
        for (var i = 0; i < secrets.Count; i++)
        {
            Hide(secrets[i]);
        }
    }

    internal string Path => _path;

    /// <summary>Services and proxies sometimes repeat a key in what they answer; it is taken out again.</summary>
    internal void Hide(string secret)
    {
        if (secret.Length >= MinSecretLength && !_secrets.Contains(secret))
        {
            _secrets.Add(secret);
        }
    }

    /// <summary>The service refused: its answer has an HTTP status of its own, unless it is an error inside a stream.</summary>
    internal GeminiException Refused(HttpStatusCode? httpStatus, ReadOnlySpan<byte> body, TimeSpan? retryAfter = null, string? note = null)
    {
        var text = Redact(Encoding.UTF8.GetString(body));
        var error = ErrorBody.TryParse(text);
        var status = httpStatus ?? error?.Code;
        var quotas = error?.QuotaViolations ?? [];
        var usedUpForToday = quotas.Any(q => q.IsDaily);

        GeminiException exception = new(Describe(error?.Message ?? Words(status, text), status, error))
        {
            StatusCode = status,
            Status = error?.Status,
            Reason = error?.Reason,
            Domain = error?.Domain,
            Metadata = error?.Metadata ?? new Dictionary<string, string>(),
            RetryDelay = error?.RetryDelay ?? retryAfter,
            QuotaViolations = quotas,
            FieldViolations = error?.FieldViolations ?? [],
            HelpLinks = error?.HelpLinks ?? [],
            LocalizedMessage = error?.LocalizedMessage,
            Details = error?.Details ?? [],
            ResponseBody = text,
            RequestMethod = _method,
            RequestPath = _path,
            IsTransient = GrpcStatus.IsTransient(status) && !usedUpForToday,
            IsContextOverflow = IsContextOverflow(error?.Message),
        };

        if (note is not null)
        {
            exception.AddHint(note);
        }

        if (usedUpForToday)
        {
            exception.AddHint("This is a quota of the day: it comes back at midnight Pacific time, so the request is not repeated.");
        }

        if (status == HttpStatusCode.NotFound && ModelHint(error?.Message) is { } hint)
        {
            exception.AddHint(hint);
        }

        return exception;
    }

    /// <summary>There is no answer of the service that could be read.</summary>
    internal GeminiException Failed(string what, Exception? cause, bool isTransient, ReadOnlySpan<byte> body = default, HttpStatusCode? status = null) =>
        new(Redact($"{what} ({_method} {_path})"), cause)
        {
            StatusCode = status,
            ResponseBody = body.IsEmpty ? null : Redact(Encoding.UTF8.GetString(body)),
            RequestMethod = _method,
            RequestPath = _path,
            IsTransient = isTransient,
        };

    private string Describe(string message, HttpStatusCode? status, ErrorBody? error)
    {
        StringBuilder text = new(message);
        text.Append(" (");
        if (status is { } code)
        {
            text.Append((int)code).Append(' ');
        }

        if (error?.Status is { Length: > 0 } name)
        {
            text.Append(name).Append(' ');
        }

        if (error?.Reason is { Length: > 0 } reason)
        {
            text.Append(reason).Append(' ');
        }

        return text.Append("at ").Append(_method).Append(' ').Append(_path).Append(')').ToString();
    }

    private string Redact(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Redacted, StringComparison.Ordinal);
        }

        return text;
    }

    private static string Words(HttpStatusCode? status, string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return $"The service answered {Name(status)} with an empty body.";
        }

        if (trimmed[0] == '<')
        {
            return $"The service, or a proxy before it, answered {Name(status)} with a web page (see ResponseBody).";
        }

        var shown = trimmed.Length > MaxShownText ? trimmed[..MaxShownText] + "…" : trimmed;
        return $"The service answered {Name(status)}: {string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c))}";
    }

    private static string Name(HttpStatusCode? status) => status is { } code ? $"{(int)code} {code}" : "an error";

    private static bool IsContextOverflow(string? message) =>
        message is not null
        && message.Contains("token", StringComparison.OrdinalIgnoreCase)
        && message.Contains("exceed", StringComparison.OrdinalIgnoreCase)
        && (message.Contains("input token count", StringComparison.OrdinalIgnoreCase)
            || message.Contains("maximum number of tokens", StringComparison.OrdinalIgnoreCase)
            || message.Contains("context", StringComparison.OrdinalIgnoreCase));

    private string? ModelHint(string? message)
    {
        const string Marker = "models/";
        var start = _path.LastIndexOf(Marker, StringComparison.Ordinal);
        if (start < 0 || message?.Contains("model", StringComparison.OrdinalIgnoreCase) == false)
        {
            // Not about the model: a file or a cache that the request names is gone.
            return null;
        }

        var model = Uri.UnescapeDataString(_path[(start + Marker.Length)..].Split(':', '/')[0]);
        var close = ModelNames.FindClose(model, _knownModels);
        var list = message?.Contains("ListModels", StringComparison.Ordinal) == true ? null : "ListModels (GET models) names the models that there are.";
        var guess = close is null ? null : $"Did you mean '{close}'?";
        return guess is null ? list : list is null ? guess : $"{guess} {list}";
    }
}
