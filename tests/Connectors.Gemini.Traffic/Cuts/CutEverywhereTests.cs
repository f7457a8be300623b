using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>A recorded stream that ends at each of its bytes, once for each.</summary>
public class CutEverywhereTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, RecordedExchange>> Recordings = new(() =>
        TrafficFolder.Read(TrafficFolder.Path!).ToDictionary(exchange => exchange.Name, StringComparer.Ordinal));

    [Theory]
    [InlineData("text", "googleapis__js-genai/Chats_Tests_sendMessage_Google_AI_with_text_stream.json#0")]
    [InlineData("thoughts and a signature", "0xPlaygrounds__rig/gemini__streaming__streaming_smoke.json#0")]
    [InlineData("parallel signed calls", "charmbracelet__fantasy/TestGoogleCommon__gemini-3-pro-preview__multi_tool_streaming.json#0")]
    [InlineData("arguments in pieces", "googleapis__js-genai/Client_Tests_generateContentStream_partial_function_calling_Vertex_AI_should_stream_generate_content_enabled_streamFunctionCallArguments.json#0")]
    [InlineData("code execution, two finish reasons", "0xPlaygrounds__rig/gemini__code_execution_matrix__streaming_multiple_code_execution_rounds.json#0")]
    [InlineData("grounding at the end", "googleapis__dotnet-genai/GenerateContentStreamToolsTest.GenerateContentStreamGoogleSearchGeminiTest.json#0")]
    [InlineData("an image", "FirebaseExtended__vertexai-sdk-test-data/vertexai__streaming-success-image-invalid-safety-ratings.json#0")]
    [InlineData("Vertex AI", "googleapis__js-genai/Chats_Tests_sendMessage_Vertex_AI_with_text_stream.json#0")]
    [InlineData("a JSON array, enums as numbers", "tmc__langchaingo/llms__googleai__TestGoogleAIWithStreaming.json#0")]
    [InlineData("tools of a server, the finish reason first and the usage last", "googleapis__js-genai/Chats_Tests_sendMessage_multiple_messages_with_server_side_MCP_tools_stream.json#0")]
    public async Task A_stream_cut_at_any_byte_is_an_error_and_keeps_what_was_received(string kind, string name)
    {
        Assert.SkipWhen(TrafficFolder.Path is null, TrafficFolder.Absent);
        var exchange = Recordings.Value[name];
        var events = EventEnds(exchange.Body);
        var (whole, failure) = await ReadAsync(exchange);
        Assert.Null(failure);
        Assert.True(events.Count > 1 && whole.Count > 1, $"{kind}: a stream of one event has nothing to keep.");
        var described = whole.ConvertAll(Describe);
        // Events that bring nothing are not handed out while nothing was; the end of the answer is one update more than there are events.
        var silent = events.Count + 1 - whole.Count;
        var answerEnd = events.First(item => item.HasFinishReason).End;

        ConcurrentBag<string> wrong = [];
        await Parallel.ForAsync(0, exchange.Body.Length, TestContext.Current.CancellationToken, async (cut, _) =>
        {
            var (updates, exception) = await ReadAsync(exchange with { Body = exchange.Body[..cut] });
            var expected = Math.Max(0, events.Count(item => item.End <= cut) - silent);
            var received = exception is null ? updates[..^1] : updates;
            var problem = exception is null && cut < answerEnd ? "a success"
                : exception is not (null or GeminiException) ? exception.ToString()
                : received.Count != expected ? $"{received.Count} updates instead of {expected}"
                : !received.Select(Describe).SequenceEqual(described.Take(received.Count), StringComparer.Ordinal) ? "other updates than those of the whole stream"
                : exception is GeminiException gemini && (gemini.PartialResponse?.Text ?? "") != string.Concat(updates.Select(update => update.Text)) ? "an exception that does not keep the text"
                : null;
            if (problem is not null)
            {
                wrong.Add($"cut at {cut} of {exchange.Body.Length}: {problem}");
            }
        });
        Assert.Empty(wrong.Order(StringComparer.Ordinal).Take(10));
    }

    private static async Task<(List<ChatResponseUpdate> Updates, Exception? Exception)> ReadAsync(RecordedExchange exchange)
    {
        using ReplayHandler handler = new(exchange, () => 700);
        using HttpClient http = new(handler, disposeHandler: false);
        using var client = ClientUnderTest.Create(exchange, http);
        List<ChatResponseUpdate> updates = [];
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync("go"))
            {
                updates.Add(update);
            }

            return (updates, null);
        }
#pragma warning disable CA1031 // Whatever is thrown is judged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (updates, exception);
        }
    }

    /// <summary>Where the JSON of each event ends, found without the connector's help.</summary>
    private static List<(int End, bool HasFinishReason)> EventEnds(byte[] body)
    {
        if (body[0] == (byte)'[')
        {
            return [.. JsonField.Find(body).Where(field => field.Owner == 0).Select(field => (field.End, body.AsSpan(field.Start, field.End - field.Start).IndexOf("\"finishReason\""u8) >= 0))];
        }

        List<(int End, bool HasFinishReason)> ends = [];
        var start = 0;
        foreach (var item in MutationCorpus.Split(body))
        {
            var json = item.AsSpan().LastIndexOf((byte)'}') + 1;
            if (json > 0)
            {
                ends.Add((start + json, item.AsSpan().IndexOf("\"finishReason\""u8) >= 0));
            }

            start += item.Length;
        }

        return ends;
    }

    /// <summary>All that an update brings, but the ids and times that are made anew for each answer.</summary>
    private static string Describe(ChatResponseUpdate update) => string.Join('|', update.Contents.Select(content => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent thought => thought.Text + thought.ProtectedData,
        FunctionCallContent call => call.Name + string.Join(',', call.Arguments?.Select(argument => $"{argument.Key}={argument.Value}") ?? []),
        DataContent data => data.Uri,
        _ => "",
    } + content.GetType().Name + content.AdditionalProperties?.GetValueOrDefault("gemini.thoughtSignature")));
}
