using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks;

/// <summary>What the service answers and what is asked, in the shapes that recorded traffic has.</summary>
internal static class Payloads
{
    internal const string Model = "gemini-3.8-flash";
    internal const string EmbeddingModel = "gemini-embedding-001";
    internal const string ImageModel = "gemini-3.1-flash-image";

    private const string Usage = """
        "usageMetadata": {"promptTokenCount": 8,"candidatesTokenCount": 412,"totalTokenCount": 420,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 8}]},"modelVersion": "gemini-3.8-flash","responseId": "kX3zaLq3Gp2Bm9IP8bTy8AY"
        """;

    private static readonly byte[] Event = Encoding.UTF8.GetBytes(
        """data: {"candidates": [{"content": {"parts": [{"text": " a few words of the answer, ü"}],"role": "model"},"index": 0}],""" + Usage + "}\r\n\r\n");

    private static readonly byte[] LastEvent = Encoding.UTF8.GetBytes(
        """data: {"candidates": [{"content": {"parts": [{"text": "."}],"role": "model"},"finishReason": "STOP","index": 0}],""" + Usage + "}\r\n\r\n");

    internal static byte[] Reply { get; } = Encoding.UTF8.GetBytes(
        """{"candidates": [{"content": {"parts": [{"text": "Prague is the capital of the Czech Republic."}],"role": "model"},"finishReason": "STOP","index": 0}],""" + Usage + "}");

    /// <summary>Each event is a piece of its own, as it is on the wire of a model that writes.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Stream(int chunks) =>
        [.. Enumerable.Range(1, chunks).Select(i => (ReadOnlyMemory<byte>)(i == chunks ? LastEvent : Event))];

    /// <summary>As the service prints them: each number on a line of its own.</summary>
    internal static byte[] Embeddings(int count, int dimensions)
    {
        Random random = new(1);
        StringBuilder json = new("{\n  \"embeddings\": [\n");
        for (var i = 0; i < count; i++)
        {
            json.Append(i == 0 ? "    {\n" : ",\n    {\n").Append("      \"values\": [\n");
            for (var j = 0; j < dimensions; j++)
            {
                json.Append(CultureInfo.InvariantCulture, $"        {(random.NextDouble() - 0.5) / 10:0.000000000}").Append(j == dimensions - 1 ? "\n" : ",\n");
            }

            json.Append("      ]\n    }");
        }

        return Encoding.UTF8.GetBytes(json.Append("\n  ]\n}\n").ToString());
    }

    internal static byte[] Image(int size)
    {
        var bytes = new byte[size];
        new Random(1).NextBytes(bytes);
        return Encoding.UTF8.GetBytes(
            """{"candidates": [{"content": {"parts": [{"inlineData": {"mimeType": "image/png","data": "@"}}],"role": "model"},"finishReason": "STOP","index": 0}],""".Replace("@", Convert.ToBase64String(bytes), StringComparison.Ordinal) + Usage + "}");
    }

    /// <summary>A body in pieces of the size that a connection hands over.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Pieces(byte[] body) => [.. body.Chunk(16 * 1024).Select(static piece => (ReadOnlyMemory<byte>)piece)];

    internal static List<ChatMessage> Question() => [new(ChatRole.User, "What is the capital of the Czech Republic?")];

    /// <summary>Of four messages one holds a call and one its result, the others text; calls carry their signature as an answer of this library does.</summary>
    internal static List<ChatMessage> History(int messages)
    {
        List<ChatMessage> history = [];
        for (var i = 0; history.Count < messages; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"call_{i}");
            history.Add(new(ChatRole.User, "What is the weather in city number " + id + ", and should I take an umbrella with me this afternoon?"));
            history.Add(new(ChatRole.Assistant, [
                new FunctionCallContent(id, "tool_1", new Dictionary<string, object?> { ["city"] = JsonString("Prague"), ["unit"] = JsonString("celsius") })
                {
                    AdditionalProperties = new()
                    {
                        ["gemini.step"] = "answer_" + id,
                        ["gemini.index"] = 0,
                        ["gemini.thoughtSignature"] = Signature,
                    },
                },
            ]));
            history.Add(new(ChatRole.Tool, [new FunctionResultContent(id, JsonElement.Parse("""{"temperature": 12.5, "sky": "cloudy", "wind": {"speed": 4, "from": "NW"}}"""))]));
            history.Add(new(ChatRole.Assistant, "It is 12.5 degrees and cloudy there, with a light wind from the north-west. An umbrella is not needed this afternoon."));
        }

        history.Add(new(ChatRole.User, "And tomorrow?"));
        return history;
    }

    internal static List<AITool> Tools(int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => AIFunctionFactory.CreateDeclaration(
            string.Create(CultureInfo.InvariantCulture, $"tool_{i}"),
            "Looks up the weather of a city for a given day, in the unit that is asked for.",
            JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string","description":"The city's name"},"unit":{"type":"string","enum":["celsius","fahrenheit"]},"days":{"type":"integer"}},"required":["city"]}"""))),
    ];

    private static string Signature { get; } = Convert.ToBase64String([.. Enumerable.Range(0, 300).Select(static i => (byte)(i * 7))]);

    private static JsonElement JsonString(string text) => JsonElement.Parse("\"" + text + "\"");
}
