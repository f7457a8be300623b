using Connectors.Gemini.Emulator.Journals;

namespace Connectors.Gemini.Emulator.Tool;

/// <summary>Runs an emulator until it is cancelled, and tells each request with the verdict of the rules.</summary>
internal sealed class EmulatorProgram(TextWriter output, TextWriter errors)
{
    public async Task<int> RunAsync(int port, bool isLoose, bool isQuiet, CancellationToken cancellationToken)
    {
        GeminiEmulator emulator;
        try
        {
            emulator = await GeminiEmulator.StartAsync(new GeminiEmulatorOptions { Port = port, Strict = !isLoose }).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            await errors.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }

        await using (emulator.ConfigureAwait(false))
        {
            // Before the address is told: no request may come before the reading.
            var completed = emulator.Journal.ReadCompletedAsync(cancellationToken);
            await output.WriteLineAsync($"Gemini emulator on {emulator.BaseAddress} ({(isLoose ? "loose" : "strict")}). Ctrl+C stops it.").ConfigureAwait(false);
            var refused = 0;
            try
            {
                await foreach (var entry in completed.ConfigureAwait(false))
                {
                    refused += entry.Refusals.Count > 0 ? 1 : 0;
                    if (!isQuiet)
                    {
                        await output.WriteLineAsync(Line(entry, isLoose)).ConfigureAwait(false);
                    }
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The way to stop: Ctrl+C.
            }

            await output.WriteLineAsync($"Stopped. {refused} request(s) that the real service would refuse.").ConfigureAwait(false);
        }

        return 0;
    }

    private static string Line(JournalEntry entry, bool isLoose)
    {
        var target = entry.Model is null ? entry.PathAndQuery : $"{entry.Model}:{entry.Method}";
        var verdict = entry.Refusals.Count == 0 ? "ok"
            : isLoose ? $"passed, though rule {entry.Refusals[0].RuleId} refuses it: {entry.Refusals[0].Message}"
            : $"refused by rule {entry.Refusals[0].RuleId}: {entry.Refusals[0].Message}";
        if (entry.Refusals.Count == 0 && entry.Status >= 400)
        {
            verdict = "error";
        }

        if (entry.Fault is not null)
        {
            verdict = entry.Fault;
        }

        if (entry.ClientAborted)
        {
            verdict += " (the client went away)";
        }

        var events = entry.SentEvents > 0 ? $" {entry.SentEvents} events" : "";
        return $"{entry.Arrived.ToLocalTime():HH:mm:ss} #{entry.Number} {entry.HttpMethod} {target} {entry.Status}{events} {verdict}";
    }
}
