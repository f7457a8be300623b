using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>A check that cannot fail proves nothing: each one notices the fault that it is there for.</summary>
public class ChecksCanFailTests
{
    [Fact]
    public async Task The_client_under_test_passes_all_checks_without_a_fault()
    {
        foreach (var exchange in new[] { SyntheticRecording.Calls, SyntheticRecording.Text, SyntheticRecording.Blocked, SyntheticRecording.Refused })
        {
            Assert.Empty(await FailedAsync(exchange, ClientUnderTest.Create));
        }
    }

    [Fact]
    public Task The_text_check_notices_trimmed_text() => NoticesAsync("text", SyntheticRecording.Text, answer: updates => Change<TextContent>(updates, text => text.Text = text.Text.Trim()));

    [Fact]
    public Task The_reasoning_check_notices_lost_thoughts() => NoticesAsync("reasoning", SyntheticRecording.Calls, answer: Without<TextReasoningContent>);

    [Fact]
    public Task The_call_check_notices_changed_arguments() =>
        NoticesAsync("calls", SyntheticRecording.Calls, answer: updates => Change<FunctionCallContent>(updates, call => call.Arguments!["city"] = "Wien"));

    [Fact]
    public Task The_call_check_notices_calls_in_another_order() =>
        NoticesAsync("calls", SyntheticRecording.Calls, answer: updates => [new ChatResponseUpdate(ChatRole.Assistant, [.. updates.SelectMany(update => update.Contents).Reverse()])]);

    [Fact]
    public Task The_usage_check_notices_usage_that_is_counted_twice() =>
        NoticesAsync("usage", SyntheticRecording.Text, answer: updates => [.. updates, new ChatResponseUpdate(ChatRole.Assistant, [.. updates.SelectMany(update => update.Contents).OfType<UsageContent>()])]);

    [Fact]
    public Task The_finish_check_notices_a_lost_finish_reason() =>
        NoticesAsync("finish", SyntheticRecording.Text, answer: updates => updates.Select(update =>
        {
            update.FinishReason = null;
            return update;
        }));

    [Fact]
    public Task The_echo_check_notices_the_lost_signature_of_a_call() =>
        NoticesAsync("echo", SyntheticRecording.Calls, answer: updates => Change<FunctionCallContent>(updates, call => call.AdditionalProperties = null));

    [Fact]
    public Task The_echo_check_notices_the_lost_signature_of_a_text() => NoticesAsync("echo", SyntheticRecording.Text, answer: WithoutSignatures);

    [Fact]
    public Task The_echo_check_after_json_notices_the_lost_signature_of_a_text() => NoticesAsync("echo after JSON", SyntheticRecording.Text, answer: WithoutSignatures);

    [Fact]
    public Task The_results_check_notices_results_under_the_wrong_call() =>
        NoticesAsync("results", SyntheticRecording.Calls, messages: history =>
        {
            var last = history[^1];
            object?[] swapped = [.. last.Contents.OfType<FunctionResultContent>().Select(result => result.Result).Reverse()];
            AIContent[] results = [.. last.Contents.OfType<FunctionResultContent>().Select((result, i) => new FunctionResultContent(result.CallId, swapped[i]))];
            return results.Length == 0 ? history : [.. history.SkipLast(1), new ChatMessage(ChatRole.Tool, results)];
        });

    [Fact]
    public Task The_error_check_notices_an_exception_without_the_services_words() =>
        NoticesAsync("errors", SyntheticRecording.Refused, exception: _ => throw new InvalidOperationException("Something went wrong."));

    [Fact]
    public Task The_error_check_notices_a_hidden_error() => NoticesAsync("errors", SyntheticRecording.Refused, exception: _ => []);

    [Fact]
    public Task The_exception_check_notices_a_crash() => NoticesAsync("no exception", SyntheticRecording.Text, answer: _ => throw new InvalidOperationException("A crash."));

    [Fact]
    public Task The_block_check_notices_a_silent_empty_success() =>
        NoticesAsync("blocked / empty", SyntheticRecording.Blocked, answer: _ => [new ChatResponseUpdate(ChatRole.Assistant, string.Empty) { FinishReason = ChatFinishReason.Stop }]);

    [Fact]
    public async Task The_rechunk_check_notices_a_client_that_takes_one_read_for_all() =>
        Assert.Contains("rechunk", await FailedAsync(SyntheticRecording.Text, (exchange, http) => ClientUnderTest.Create(exchange, new HttpClient(new SabotagedTransport(http, readsOnce: true)))));

    [Fact]
    public async Task The_rules_check_notices_a_field_that_the_service_does_not_know() =>
        Assert.Contains("rules", await FailedAsync(SyntheticRecording.Text, (exchange, http) => ClientUnderTest.Create(exchange, new HttpClient(new SabotagedTransport(http, changeBody: body => body["temperature"] = 1)))));

    [Theory]
    [InlineData(16, 35, false)]
    [InlineData(18, 35, true)]
    [InlineData(0, 15, true)]
    public async Task The_citation_check_notices_a_region_that_was_not_cited(int start, int end, bool noticed)
    {
        var failed = await FailedAsync(SyntheticRecording.Grounded, (recorded, http) => new SabotagedClient(ClientUnderTest.Create(recorded, http), updates => Change<TextContent>(updates, text =>
            text.Annotations = [new CitationAnnotation { AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end }] }])));
        Assert.Equal(noticed, failed.Contains("citations", StringComparer.Ordinal));
    }

    private static async Task NoticesAsync(
        string check,
        RecordedExchange exchange,
        Func<List<ChatResponseUpdate>, IEnumerable<ChatResponseUpdate>>? answer = null,
        Func<List<ChatMessage>, IEnumerable<ChatMessage>>? messages = null,
        Func<Exception, IEnumerable<ChatResponseUpdate>>? exception = null) =>
        Assert.Contains(check, await FailedAsync(exchange, (recorded, http) => new SabotagedClient(ClientUnderTest.Create(recorded, http), answer, messages, exception)));

    private static async Task<string[]> FailedAsync(RecordedExchange exchange, Func<RecordedExchange, HttpClient, IChatClient> createClient) =>
        [.. Verdict.Of(await ExchangeRun.RunAsync(exchange, createClient, TestContext.Current.CancellationToken)).Where(verdict => verdict.Failure is not null).Select(verdict => verdict.Check)];

    private static List<ChatResponseUpdate> Change<T>(List<ChatResponseUpdate> updates, Action<T> change)
        where T : AIContent
    {
        foreach (var content in updates.SelectMany(update => update.Contents).OfType<T>())
        {
            change(content);
        }

        return updates;
    }

    private static List<ChatResponseUpdate> Without<T>(List<ChatResponseUpdate> updates)
        where T : AIContent
    {
        foreach (var update in updates)
        {
            update.Contents = [.. update.Contents.Where(content => content is not T)];
        }

        return updates;
    }

    // A text's signature is a reasoning content of its own behind the text, or sits beside the text.
    private static List<ChatResponseUpdate> WithoutSignatures(List<ChatResponseUpdate> updates) =>
        Without<TextReasoningContent>(Change<TextContent>(updates, text => text.AdditionalProperties = null));
}
