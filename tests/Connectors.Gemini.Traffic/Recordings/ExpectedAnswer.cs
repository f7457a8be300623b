using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Traffic;

/// <summary>What a client has to make of a recorded exchange, read from the recorded JSON alone.</summary>
public sealed class ExpectedAnswer
{
    private static readonly string[] HostedPayloads = ["executableCode", "codeExecutionResult", "toolCall", "toolResponse", "functionResponse"];

    // The API's enum by number, as sent to clients that ask for enum-encoding=int.
    private static readonly string[] FinishReasons =
        ["FINISH_REASON_UNSPECIFIED", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MALFORMED_FUNCTION_CALL"];

    private ExpectedAnswer(RecordedExchange exchange)
    {
        var messages = RecordedBody.Messages(exchange);
        Error = messages.Select(message => message.Property("error")).FirstOrDefault(error => error is not null);

        // An answer is one candidate; the others are alternatives to it.
        JsonElement[] candidates = [.. messages.SelectMany(message => message.Property("candidates").Items()).Where(candidate => (candidate.Property("index").Number() ?? 0) == 0)];
        Parts = [.. candidates.SelectMany(candidate => candidate.Property("content").Property("parts").Items())];
        Text = string.Concat(Parts.Where(part => !IsThought(part)).Select(part => part.Property("text").Text()));
        Reasoning = string.Concat(Parts.Where(IsThought).Select(part => part.Property("text").Text()));
        StreamsArguments = Parts.Any(part => part.Property("functionCall").Property("partialArgs") is not null || part.Property("functionCall").Property("willContinue") is not null);
        Calls = [.. StreamedArguments.Assemble(Parts.Select(part => part.Property("functionCall")).OfType<JsonElement>())];
        OwedCalls = Parts.Any(part => part.Property("functionResponse") is not null) ? [.. Calls.Where(call => !IsServed(call))] : Calls;
        EchoParts = StreamsArguments ? [.. WithWholeCalls()] : Parts;
        Usage = UsageOf(messages);
        FinishReason = candidates.Select(candidate => NameOf(candidate.Property("finishReason"))).LastOrDefault(reason => reason is not null);
        FinishMessage = candidates.Select(candidate => candidate.Property("finishMessage").Text()).LastOrDefault(message => message is not null);
        BlockReason = messages.Select(message => message.Property("promptFeedback")).Select(feedback => feedback.Property("blockReason").Text() ?? feedback.Property("blockReasonMessage").Text())
            .LastOrDefault(reason => reason is not null);
        HasVisibleOutput = Parts.Any(part => !IsThought(part) && part.EnumerateObject().Any(member => member.Name is not ("thoughtSignature" or "thought")
            && !(member.NameEquals("text") && member.Value.GetString() is "")));
        HostedParts = [.. HostedPayloads.Where(payload => Parts.Any(part => part.Property(payload) is not null))];
        CitedTexts = [.. candidates.SelectMany(candidate => candidate.Property("groundingMetadata").Property("groundingSupports").Items())
            .Select(support => support.Property("segment").Property("text").Text()).OfType<string>().Distinct()];
        Outcome = exchange.Status != 200 ? ExpectedOutcome.HttpError
            : Error is not null ? ExpectedOutcome.MidStreamError
            : exchange.IsStream && FinishReason is null && BlockReason is null ? ExpectedOutcome.Cut
            : ExpectedOutcome.Answer;
    }

    public ExpectedOutcome Outcome { get; }

    /// <summary>Gets the error object of an error body, or of an event in the middle of a stream.</summary>
    public JsonElement? Error { get; }

    /// <summary>Gets the parts of the answer in the order in which they came.</summary>
    public IReadOnlyList<JsonElement> Parts { get; }

    public string Text { get; }

    public string Reasoning { get; }

    public IReadOnlyList<ExpectedCall> Calls { get; }

    /// <summary>Gets the calls that the app has to answer: those whose response the service did not give itself in the same turn.</summary>
    public IReadOnlyList<ExpectedCall> OwedCalls { get; }

    /// <summary>Gets the parts that go back: as they came, but a call whose arguments came in pieces as one whole call.</summary>
    public IReadOnlyList<JsonElement> EchoParts { get; }

    /// <summary>Gets whether a call's arguments came in pieces.</summary>
    public bool StreamsArguments { get; }

    public ExpectedUsage? Usage { get; }

    public string? FinishReason { get; }

    public string? FinishMessage { get; }

    /// <summary>Gets why the prompt was blocked; null where it was not.</summary>
    public string? BlockReason { get; }

    /// <summary>Gets whether there is anything to show or to do: text, media, calls, hosted tools.</summary>
    public bool HasVisibleOutput { get; }

    /// <summary>Gets the kinds of parts that come from tools that the service runs.</summary>
    public IReadOnlyList<string> HostedParts { get; }

    /// <summary>Gets the texts that the service grounded.</summary>
    public IReadOnlyList<string> CitedTexts { get; }

    public static ExpectedAnswer Of(RecordedExchange exchange) => new(exchange);

    public static bool IsThought(JsonElement part) => part.Property("thought") is { ValueKind: JsonValueKind.True };

    private bool IsServed(ExpectedCall call) =>
        Parts.Select(part => part.Property("functionResponse")).OfType<JsonElement>()
            .Any(response => call.Id is null ? response.Property("name").Text() == call.Name : response.Property("id").Text() == call.Id);

    private IEnumerable<JsonElement> WithWholeCalls()
    {
        var calls = 0;
        foreach (var part in Parts)
        {
            if (part.Property("functionCall") is not { } piece)
            {
                yield return part;
            }
            else if (piece.Property("name").Text() is not null)
            {
                var call = Calls[calls++];
                var whole = JsonObject.Create(part)!;
                whole["functionCall"] = new JsonObject { ["name"] = call.Name, ["args"] = JsonObject.Create(call.Arguments) };
                if (call.Id is not null)
                {
                    whole["functionCall"]!["id"] = call.Id;
                }

                yield return JsonReading.Parse(whole.ToJsonString());
            }
        }
    }

    private static string? NameOf(JsonElement? finishReason) =>
        finishReason is { ValueKind: JsonValueKind.Number } number ? FinishReasons[number.GetInt32()] : finishReason.Text();

    /// <summary>The last usage object counts; of a field that later objects leave out, the last value that was there.</summary>
    private static ExpectedUsage? UsageOf(IReadOnlyList<JsonElement> messages)
    {
        JsonElement[] usages = [.. messages.Select(message => message.Property("usageMetadata")).OfType<JsonElement>()];
        long? Last(string field) => usages.Select(usage => usage.Property(field).Number()).LastOrDefault(count => count is not null);
        var visible = Last("candidatesTokenCount");
        var thoughts = Last("thoughtsTokenCount");
        return usages.Length == 0
            ? null
            : new ExpectedUsage(Last("promptTokenCount"), visible is null && thoughts is null ? null : (visible ?? 0) + (thoughts ?? 0), Last("totalTokenCount"));
    }
}
