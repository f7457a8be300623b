using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Connectors.Gemini.Http;

/// <summary>
/// What an error's JSON says. Read member by member, since proxies and the API's own surfaces differ in every type: the envelope may be
/// wrapped in an array, the code may be a number or words, the details may be of unknown kinds.
/// </summary>
internal sealed partial class ErrorBody
{
    private Dictionary<string, string>? _metadata;
    private List<GeminiQuotaViolation>? _quotaViolations;
    private List<GeminiFieldViolation>? _fieldViolations;
    private List<GeminiHelpLink>? _helpLinks;
    private List<JsonElement>? _details;

    private ErrorBody()
    {
    }

    internal HttpStatusCode? Code { get; private set; }

    internal string? Status { get; private set; }

    internal string? Message { get; private set; }

    internal string? Reason { get; private set; }

    internal string? Domain { get; private set; }

    internal TimeSpan? RetryDelay { get; private set; }

    internal string? LocalizedMessage { get; private set; }

    internal IReadOnlyDictionary<string, string> Metadata => _metadata ??= [];

    internal IReadOnlyList<GeminiQuotaViolation> QuotaViolations => _quotaViolations ??= [];

    internal IReadOnlyList<GeminiFieldViolation> FieldViolations => _fieldViolations ??= [];

    internal IReadOnlyList<GeminiHelpLink> HelpLinks => _helpLinks ??= [];

    internal IReadOnlyList<JsonElement> Details => _details ??= [];

    /// <summary>Reads an error; null where the text is no JSON or says nothing of an error.</summary>
    internal static ErrorBody? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return FindError(document.RootElement) is { } error ? Read(error) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A page, plain text, JSON that was cut, or escapes that stand for no character: the caller shows the text itself.
            return null;
        }
    }

    private static JsonElement? FindError(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in root.EnumerateArray())
            {
                if (FindError(item) is { } error)
                {
                    return error;
                }
            }

            return null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return root.TryGetProperty("error", out var found) && found.ValueKind is JsonValueKind.Object or JsonValueKind.String
            ? found
            : GetString(root, "message") is null ? null : root;
    }

    private static ErrorBody Read(JsonElement error)
    {
        ErrorBody body = new();
        if (error.ValueKind == JsonValueKind.String)
        {
            body.Message = error.GetString();
            return body;
        }

        body.Message = GetString(error, "message");
        body.Status = GetString(error, "status");
        if (error.TryGetProperty("code", out var code))
        {
            body.ReadCode(code);
        }

        body.Code ??= GrpcStatus.ToHttp(body.Status);
        if (error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray())
            {
                body.ReadDetail(detail);
            }
        }

        body.RetryDelay ??= DelayInWords(body.Message);
        return body;
    }

    private void ReadCode(JsonElement code)
    {
        var words = code.ValueKind == JsonValueKind.String ? code.GetString() : null;
        if (code.ValueKind == JsonValueKind.Number ? code.TryGetInt32(out var number) : int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            Code = number is >= 100 and <= 599 ? (HttpStatusCode)number : null;
        }
        else if (words is not null)
        {
            // The Interactions API has words for codes and no status.
            Status ??= words;
        }
    }

    private void ReadDetail(JsonElement detail)
    {
        (_details ??= []).Add(detail.Clone());
        var type = GetString(detail, "@type");
        switch (type?[(type.LastIndexOf('.') + 1)..])
        {
            case "ErrorInfo":
                Reason ??= GetString(detail, "reason");
                Domain ??= GetString(detail, "domain");
                AddStrings(detail, "metadata", _metadata ??= []);
                break;
            case "RetryInfo":
                RetryDelay ??= ParseDuration(GetString(detail, "retryDelay"));
                break;
            case "LocalizedMessage":
                LocalizedMessage ??= GetString(detail, "message");
                break;
            case "QuotaFailure":
                foreach (var violation in GetArray(detail, "violations"))
                {
                    (_quotaViolations ??= []).Add(ReadQuotaViolation(violation));
                }

                break;
            case "BadRequest":
                foreach (var violation in GetArray(detail, "fieldViolations"))
                {
                    (_fieldViolations ??= []).Add(
                        new() { Field = GetString(violation, "field"), Description = GetString(violation, "description") });
                }

                break;
            case "Help":
                foreach (var link in GetArray(detail, "links"))
                {
                    (_helpLinks ??= []).Add(new() { Description = GetString(link, "description"), Url = GetString(link, "url") });
                }

                break;
            default:
                // Kept in Details.
                break;
        }
    }

    private static GeminiQuotaViolation ReadQuotaViolation(JsonElement violation)
    {
        Dictionary<string, string> dimensions = [];
        AddStrings(violation, "quotaDimensions", dimensions);
        return new()
        {
            Metric = GetString(violation, "quotaMetric"),
            Id = GetString(violation, "quotaId"),
            Value = GetString(violation, "quotaValue"),
            Dimensions = dimensions,
            Subject = GetString(violation, "subject"),
            Description = GetString(violation, "description"),
        };
    }

    /// <summary>A protobuf duration in JSON, such as "34.4s" or "45.837906927s".</summary>
    internal static TimeSpan? ParseDuration(string? text)
    {
        // Longer waits than a year are nobody's intention and would not fit everywhere.
        const decimal MaxSeconds = 366m * 24 * 60 * 60;
        return text is { Length: > 1 }
            && text[^1] == 's'
            && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                ? new TimeSpan((long)Math.Ceiling(Math.Min(seconds, MaxSeconds) * TimeSpan.TicksPerSecond))
                : null;
    }

    // Some surfaces name the delay in the message only.
    private static TimeSpan? DelayInWords(string? message) =>
        message is not null && RetryIn().Match(message) is { Success: true } match ? ParseDuration(match.Groups["delay"].Value) : null;

    [GeneratedRegex(@"\bretry in (?<delay>[0-9]{1,9}(\.[0-9]{1,9})?s)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RetryIn();

    private static string? GetString(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static JsonElement.ArrayEnumerator GetArray(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : default;

    private static void AddStrings(JsonElement owner, string name, Dictionary<string, string> target)
    {
        if (owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in map.EnumerateObject())
            {
                target[entry.Name] = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText();
            }
        }
    }
}
