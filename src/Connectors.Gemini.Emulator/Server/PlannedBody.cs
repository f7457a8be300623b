using Connectors.Gemini.Emulator.Scripts;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>The body of a streamed answer: flushed where the plan says, ended where it cuts.</summary>
internal sealed class PlannedBody(HttpContext http, StreamPlan plan, CancellationToken cancellationToken)
{
    private int _sent;

    public bool IsCut { get; private set; }

    public void Cut() => IsCut = true;

    /// <summary>Waits for the plan's gate. The headers of a stream leave before, even where no event did.</summary>
    public async Task StallAsync(bool withHeaders)
    {
        if (plan.StallUntil is not { } gate)
        {
            return;
        }

        if (withHeaders)
        {
            await http.Response.StartAsync(cancellationToken).ConfigureAwait(false);
            await http.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0 && !IsCut)
        {
            var length = NextFlush(bytes.Span);
            if (plan.CutAfterBytes is { } limit && limit - _sent < length)
            {
                length = Math.Max(0, limit - _sent);
                IsCut = true;
            }

            await http.Response.Body.WriteAsync(bytes[..length], cancellationToken).ConfigureAwait(false);
            await http.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            _sent += length;
            bytes = bytes[length..];
        }
    }

    private int NextFlush(ReadOnlySpan<byte> bytes)
    {
        var length = plan.FlushEvery is { } every ? Math.Min(bytes.Length, every) : bytes.Length;
        if (plan.SplitCharacters)
        {
            // After the lead byte of the next character that has more than one.
            var lead = bytes.IndexOfAnyInRange((byte)0xC0, (byte)0xFF);
            if (lead >= 0)
            {
                length = Math.Min(length, lead + 1);
            }
        }

        return length;
    }
}
