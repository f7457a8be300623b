using System.Diagnostics.Tracing;

namespace Connectors.Gemini.Tests.Endurance;

/// <summary>Counts the buffers of all array pools of the process that are rented and not yet returned, from its creation on.</summary>
internal sealed class RentedBuffers : EventListener
{
    private const int Rented = 1;
    private const int Returned = 3;

    private long _rented;
    private long _returned;

    public long Total => Interlocked.Read(ref _rented);

    public long Outstanding => Interlocked.Read(ref _rented) - Interlocked.Read(ref _returned);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource")
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Rented)
        {
            Interlocked.Increment(ref _rented);
        }
        else if (eventData.EventId == Returned)
        {
            Interlocked.Increment(ref _returned);
        }
    }
}
