using System.Text;

namespace Connectors.Gemini.Traffic;

/// <summary>Small exchanges in the shape of recorded ones, so that the checks can be tried where there is no recorded traffic.</summary>
internal static class SyntheticRecording
{
    private const string Usage = "\"usageMetadata\":{\"promptTokenCount\":11,\"candidatesTokenCount\":7,\"thoughtsTokenCount\":5,\"totalTokenCount\":23}";

    /// <summary>A thought, a text, two parallel calls of which the first is signed, in three events.</summary>
    public static RecordedExchange Calls { get; } = Stream(
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"Two cities – two calls.","thought":true}]},"index":0}],"usageMetadata":{"promptTokenCount":11,"totalTokenCount":11}}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"text":" Dívám se… "},{"functionCall":{"id":"a1","name":"weather","args":{"city":"Brno"}},"thoughtSignature":"YSBzaWduYXR1cmUgYXMgbG9uZyBhcyByZWFsIG9uZXMgYXJlIGF0IGxlYXN0LCBudW1iZXIgb25lIQ=="}]},"index":0}]}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"id":"a2","name":"forecast","args":{"city":"Praha","days":2}}}]},"finishReason":"STOP","index":0}],""" + Usage + "}");

    /// <summary>A text, and its signature on an empty text at the end.</summary>
    public static RecordedExchange Text { get; } = Stream(
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"Dunaj "}]},"index":0}]}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"je řeka. "}]},"index":0}]}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"","thoughtSignature":"YSBzaWduYXR1cmUgYXMgbG9uZyBhcyByZWFsIG9uZXMgYXJlIGF0IGxlYXN0LCBudW1iZXIgdHdvIQ=="}]},"finishReason":"STOP","index":0}],""" + Usage + "}");

    /// <summary>A text of which the service cites the second sentence, after characters of more than one byte.</summary>
    public static RecordedExchange Grounded { get; } = Unary(
        200,
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"Řeka je dlouhá. Dunaj měří 2850 km."}]},"finishReason":"STOP","groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://example.org/","title":"example.org"}}],"groundingSupports":[{"segment":{"startIndex":18,"endIndex":39,"text":"Dunaj měří 2850 km."},"groundingChunkIndices":[0]}]}}],""" + Usage + "}");

    /// <summary>The prompt was blocked.</summary>
    public static RecordedExchange Blocked { get; } = Unary(200, """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":11,"totalTokenCount":11}}""");

    /// <summary>An error with details.</summary>
    public static RecordedExchange Refused { get; } = Unary(
        400,
        """{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""");

    private static RecordedExchange Stream(params string[] events) => new()
    {
        Name = "synthetic/stream#0",
        Kind = TrafficKind.Gemini,
        IsVertex = false,
        IsStream = true,
        Model = "gemini-3-flash-preview",
        Status = 200,
        ContentType = "text/event-stream",
        Body = Encoding.UTF8.GetBytes(string.Concat(events.Select(message => $"data: {message}\r\n\r\n"))),
    };

    private static RecordedExchange Unary(int status, string body) => new()
    {
        Name = "synthetic/unary#0",
        Kind = TrafficKind.Gemini,
        IsVertex = false,
        IsStream = false,
        Model = "gemini-3-flash-preview",
        Status = status,
        ContentType = "application/json; charset=UTF-8",
        Body = Encoding.UTF8.GetBytes(body),
    };
}
