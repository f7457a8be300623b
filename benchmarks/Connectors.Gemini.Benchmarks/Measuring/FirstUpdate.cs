using Connectors.Gemini.Benchmarks.Scenarios;
using Connectors.Gemini.Benchmarks.Transport;

namespace Connectors.Gemini.Benchmarks.Measuring;

/// <summary>The first update is handed over when the first event is here: the second event waits until the first update was seen, so holding it back would never end.</summary>
internal static class FirstUpdate
{
    internal static async Task<bool> IsHandedOverAtOnceAsync()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using HttpClient http = new(new ByteHandler("text/event-stream", Payloads.Stream(2), () => new ValueTask(gate.Task)));
        var updates = Scenario.Client(http).GetStreamingResponseAsync(Payloads.Question()).GetAsyncEnumerator();
        await using (updates.ConfigureAwait(false))
        {
            // All that is here was read by the time that this returns: a first update that is not here yet waits for the gate.
            var first = updates.MoveNextAsync();
            var isHere = first.IsCompleted;
            gate.SetResult();
            return await first.ConfigureAwait(false) && isHere && updates.Current.Text.Length > 0;
        }
    }
}
