using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>The checks, in the order of the table. One that needs an answer fails where there is none, so that a crash is not a way to a good score.</summary>
internal static class TrafficChecks
{
    private static readonly HashSet<string> Filtered = new(StringComparer.Ordinal)
    {
        "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION",
    };

    public static IReadOnlyList<Check> All { get; } =
    [
        new("no exception", HasAnswer, OfAnswer((_, _) => null)),
        new("text", HasAnswer, OfAnswer(Text)),
        new("reasoning", HasAnswer, OfAnswer(Reasoning)),
        new("calls", HasAnswer, OfAnswer(Calls)),
        new("usage", HasAnswer, OfAnswer(Usage)),
        new("finish", HasAnswer, OfAnswer(Finish)),
        new("echo", HasAnswer, run => EchoCheck.Failure(run, run.FollowUp)),
        new("echo after JSON", HasAnswer, run => EchoCheck.Failure(run, run.FollowUpAfterJson)),
        new("results", run => HasAnswer(run) && run.Expected.OwedCalls.Count > 0, run => ResultsCheck.Failure(run, run.FollowUp) ?? ResultsCheck.Failure(run, run.FollowUpAfterJson)),
        new("errors", run => run.Expected.Outcome is ExpectedOutcome.HttpError or ExpectedOutcome.MidStreamError, ErrorCheck.Failure),
        new("citations", run => HasAnswer(run) && run.Expected.CitedTexts.Count > 0, CitationCheck.Failure),
        new("rechunk", run => run.Exchange.IsStream && HasAnswer(run), Rechunk),
        new("blocked / empty", run => run.Expected.Outcome == ExpectedOutcome.Cut || (HasAnswer(run) && (IsBlocked(run.Expected) || !run.Expected.HasVisibleOutput)), BlockedOrEmpty),
        new("rules", _ => true, RulesCheck.Failure),
    ];

    private static bool HasAnswer(ExchangeRun run) => run.Expected.Outcome == ExpectedOutcome.Answer;

    private static bool IsBlocked(ExpectedAnswer expected) => expected.BlockReason is not null || (expected.FinishReason is { } reason && Filtered.Contains(reason));

    private static Func<ExchangeRun, string?> OfAnswer(Func<ExpectedAnswer, ChatResponse, string?> failure) =>
        run => run.Answer is null ? NoAnswer(run) : failure(run.Expected, run.Answer);

    public static string NoAnswer(ExchangeRun run) => $"no answer: {run.Ask.Exception!.GetType().Name}: {run.Ask.Exception.Message}";

    private static string? Text(ExpectedAnswer expected, ChatResponse answer) => Compare("text", expected.Text, answer.Text);

    private static string? Reasoning(ExpectedAnswer expected, ChatResponse answer) =>
        Compare("reasoning", expected.Reasoning, string.Concat(answer.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text)));

    private static string? Calls(ExpectedAnswer expected, ChatResponse answer)
    {
        FunctionCallContent[] actual = [.. answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];
        var counts = Compare("calls", string.Join(", ", expected.Calls.Select(call => call.Name)), string.Join(", ", actual.Select(call => call.Name)));
        if (counts is not null)
        {
            return counts;
        }

        for (var i = 0; i < actual.Length; i++)
        {
            var arguments = JsonSerializer.SerializeToElement(actual[i].Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions);
            if (!JsonElement.DeepEquals(expected.Calls[i].Arguments, arguments))
            {
                return $"arguments of call {i}: {expected.Calls[i].Arguments.GetRawText()} recorded, {arguments.GetRawText()} received";
            }
        }

        return actual.Select(call => call.CallId).Distinct(StringComparer.Ordinal).Count() == actual.Length ? null : "a call id is there twice";
    }

    private static string? Usage(ExpectedAnswer expected, ChatResponse answer)
    {
        static string Show(long? input, long? output, long? total) => $"{input ?? 0} in, {output ?? 0} out, {total ?? 0} together";
        var actual = answer.Usage;
        // Where the service gave no total, input and output together are one.
        return Compare(
            "usage",
            Show(expected.Usage?.Input, expected.Usage?.Output, expected.Usage?.Total ?? (expected.Usage?.Input ?? 0) + (expected.Usage?.Output ?? 0)),
            Show(actual?.InputTokenCount, actual?.OutputTokenCount, actual?.TotalTokenCount));
    }

    private static string? Finish(ExpectedAnswer expected, ChatResponse answer)
    {
        var actual = answer.FinishReason;
        var right = expected switch
        {
            { BlockReason: not null } => actual == ChatFinishReason.ContentFilter,
            { FinishReason: null } => true,
            { FinishReason: "STOP" } => actual == ChatFinishReason.Stop || (actual == ChatFinishReason.ToolCalls && expected.Calls.Count > 0),
            { FinishReason: "MAX_TOKENS" } => actual == ChatFinishReason.Length,
            _ => IsBlocked(expected) ? actual == ChatFinishReason.ContentFilter : actual is not null,
        };
        return right ? null : $"finish: {expected.BlockReason ?? expected.FinishReason} recorded, {actual?.Value ?? "none"} received";
    }

    private static string? Rechunk(ExchangeRun run)
    {
        foreach ((var seed, var cut) in run.Cuts)
        {
            var failure = cut.Answer is null ? NoAnswer(cut)
                : Text(run.Expected, cut.Answer) ?? Reasoning(run.Expected, cut.Answer)
                ?? Calls(run.Expected, cut.Answer)
                ?? (run.Expected.CitedTexts.Count > 0 ? CitationCheck.Failure(cut) : null)
                ?? Usage(run.Expected, cut.Answer) ?? Finish(run.Expected, cut.Answer)
                ?? EchoCheck.Failure(cut, cut.FollowUp);
            if (failure is not null)
            {
                return $"seed {seed}: {failure}";
            }
        }

        return run.Cuts.Count == SeededCuts.PerStream ? null : "the stream was not cut anew";
    }

    private static string? BlockedOrEmpty(ExchangeRun run)
    {
        if (run.Answer is not { } answer)
        {
            if (run.Expected.Outcome == ExpectedOutcome.Cut)
            {
                return Compare("text received before the cut", run.Expected.Text, ErrorUnderTest.Of(run.Ask.Exception!).ReceivedText);
            }

            string?[] reasons = [run.Expected.BlockReason, run.Expected.FinishReason, run.Expected.FinishMessage];
            return reasons.Any(reason => reason is not null && run.Ask.Exception!.Message.Contains(reason, StringComparison.Ordinal))
                ? null
                : $"the exception names no reason: {run.Ask.Exception!.Message}";
        }

        if (run.Expected.Outcome == ExpectedOutcome.Cut)
        {
            return "a stream without an end passed for an answer";
        }

        // A finish reason like "length" explains an empty answer; a normal stop does not.
        return answer.FinishReason is { } finish && finish != ChatFinishReason.Stop && finish != ChatFinishReason.ToolCalls
            || answer.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Any()
            ? null
            : "an empty answer looks like a success";
    }

    private static string? Compare(string what, string expected, string actual)
    {
        if (expected == actual)
        {
            return null;
        }

        var at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        StringBuilder difference = new($"{what}: ");
        return difference.Append(Excerpt(expected, at)).Append(" recorded, ").Append(Excerpt(actual, at)).Append(" received").ToString();
    }

    private static string Excerpt(string text, int at)
    {
        var start = Math.Max(0, at - 20);
        return $"\"{(start > 0 ? "..." : string.Empty)}{text[start..Math.Min(text.Length, at + 60)]}\"";
    }
}
