using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>The contents of a request, grouped as the service sees them: a turn may be spread over several contents of one role.</summary>
internal sealed class Conversation
{
    public Conversation(JsonElement body, IReadOnlySet<string> knownExtraNames)
    {
        Contents = [.. body.Items("contents").Select((content, index) => new ContentView(
            index,
            content.Text("role"),
            [.. content.Items("parts").Select((part, partIndex) => PartView.Of(part, partIndex, knownExtraNames))]))];
        Steps = StepsOf(Contents);
        CurrentTurn = 1 + Contents.LastOrDefault(content => !content.IsModel && !content.HasResults)?.Index ?? 0;
    }

    public IReadOnlyList<ContentView> Contents { get; }

    /// <summary>Gets the steps that call functions.</summary>
    public IReadOnlyList<CallStep> Steps { get; }

    /// <summary>Gets the index of the first content of the current turn: after the last user content that is not made of function results.</summary>
    public int CurrentTurn { get; }

    private static List<CallStep> StepsOf(IReadOnlyList<ContentView> contents)
    {
        List<CallStep> steps = [];
        for (var index = 0; index < contents.Count;)
        {
            var start = index;
            List<(int, PartView)> calls = [];
            List<(int, PartView)> results = [];
            for (; index < contents.Count && contents[index].IsModel; index++)
            {
                calls.AddRange(contents[index].Parts.Where(part => part.IsCall).Select(part => (contents[index].Index, part)));
                results.AddRange(contents[index].Parts.Where(part => part.IsResult).Select(part => (contents[index].Index, part)));
            }

            if (calls.Count == 0)
            {
                index = Math.Max(index, start + 1);
                continue;
            }

            // The service takes the results of one step in several contents.
            for (; index < contents.Count && !contents[index].IsModel && contents[index].HasResults; index++)
            {
                results.AddRange(contents[index].Parts.Where(part => part.IsResult).Select(part => (contents[index].Index, part)));
            }

            steps.Add(new CallStep(calls, results, start, index));
        }

        return steps;
    }
}
