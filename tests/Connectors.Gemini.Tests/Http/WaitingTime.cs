using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Gemini.Tests.Http;

/// <summary>A clock that stands still until the test moves it, and tells when something begins to wait.</summary>
internal sealed class WaitingTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Lets pass the next wait that is as long; whether one is begun is what the test asserts.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        await BeginsAsync(wait);
        Advance(wait);
    }

    public async Task BeginsAsync(TimeSpan wait)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(TimeSpan.FromSeconds(30));
        List<TimeSpan> others = [];
        try
        {
            while (await _waits.Reader.ReadAsync(guard.Token) is var begun && begun != wait)
            {
                others.Add(begun);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"No wait of {wait} began, but: {string.Join(", ", others)}");
        }
    }
}
