using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>All results in one user content right after the calls, in call order, with name, id where the service gave one, and value; nothing else in it.</summary>
internal static class ResultsCheck
{
    public static string? Failure(ExchangeRun run, FollowUp? followUp)
    {
        if (followUp is null)
        {
            return TrafficChecks.NoAnswer(run);
        }

        if (followUp.Contents is not { } contents)
        {
            return $"no follow-up: {followUp.Exception?.GetType().Name}: {followUp.Exception?.Message}";
        }

        JsonElement[] turns = [.. contents.EnumerateArray()];
        if (turns.Length < 2 || turns[^2].Property("role").Text() != "model")
        {
            return "the last content does not follow the model's turn";
        }

        if (turns[^1].Property("role").Text() != "user")
        {
            return $"the results have the role {turns[^1].Property("role").Text()}";
        }

        JsonElement[] parts = [.. turns[^1].Property("parts").Items()];
        if (parts.Length != run.Expected.OwedCalls.Count)
        {
            return $"{run.Expected.OwedCalls.Count} calls, {parts.Length} parts in the answer to them";
        }

        return parts.Select((part, i) => PartFailure(run.Expected.OwedCalls[i], part, i)).FirstOrDefault(failure => failure is not null);
    }

    private static string? PartFailure(ExpectedCall call, JsonElement part, int position)
    {
        if (part.EnumerateObject().Count() != 1 || part.Property("functionResponse") is not { } response)
        {
            return $"part {position} of the results is {part.GetRawText()}";
        }

        if (response.Property("name").Text() != call.Name || response.Property("id").Text() != call.Id)
        {
            return $"result {position} is for {response.Property("name").Text()} {response.Property("id").Text()}, the call was {call.Name} {call.Id}";
        }

        var expected = JsonSerializer.SerializeToElement(FollowUp.Result(position), AIJsonUtilities.DefaultOptions);
        var value = response.Property("response");
        return value is { ValueKind: JsonValueKind.Object } wrapper
            && (JsonElement.DeepEquals(wrapper, expected) || wrapper.EnumerateObject().Any(member => JsonElement.DeepEquals(member.Value, expected)))
            ? null
            : $"result {position} is {value?.GetRawText()} instead of {expected.GetRawText()}";
    }
}
