using System.Text.Json;

namespace Connectors.Gemini.Traffic;

/// <summary>An exception before the first update; status, reason, details and the service's message can be read from it, and what came before an error in the middle of a stream.</summary>
internal static class ErrorCheck
{
    public static string? Failure(ExchangeRun run)
    {
        if (run.Ask.Exception is not { } exception)
        {
            return "an error passed for an answer";
        }

        if (run.Expected.Outcome == ExpectedOutcome.HttpError && run.Ask.UpdatesBeforeException > 0)
        {
            return $"{run.Ask.UpdatesBeforeException} updates came before the exception";
        }

        if (run.Expected.Error is not { } error)
        {
            return $"the recorded status {run.Exchange.Status} has no error object";
        }

        var info = error.Property("details").Items().Select(detail => (JsonElement?)detail).FirstOrDefault(detail => detail.Property("reason") is not null);
        var actual = ErrorUnderTest.Of(exception);
        string?[] failures =
        [
            run.Expected.Outcome == ExpectedOutcome.HttpError ? Compare("HTTP status", $"{run.Exchange.Status}", $"{actual.HttpStatus}") : null,
            Compare("status", error.Property("status").Text(), actual.Status),
            Compare("reason", info.Property("reason").Text(), info is null ? null : actual.Reason),
            Compare("number of details", $"{error.Property("details").Items().Count()}", $"{actual.DetailCount}"),
            Compare("text received before", run.Expected.Text, actual.ReceivedText),
            exception.Message.Contains(error.Property("message").Text()!, StringComparison.Ordinal) ? null : $"the message lacks the service's: {exception.Message}",
        ];
        return failures.FirstOrDefault(failure => failure is not null);
    }

    private static string? Compare(string what, string? expected, string? actual) =>
        expected == actual ? null : $"{what}: {expected ?? "none"} recorded, {actual ?? "none"} on the exception";
}
