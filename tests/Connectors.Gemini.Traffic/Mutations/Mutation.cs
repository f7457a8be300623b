namespace Connectors.Gemini.Traffic;

/// <summary>How a recorded body is changed.</summary>
internal enum Mutation
{
    FlippedBits,
    OtherBytes,
    RemovedBytes,
    RepeatedBytes,
    Cut,
    LostConnection,
    RemovedEvent,
    RepeatedEvent,
    SwappedEvents,
    ForeignEvent,
    ErrorBetweenEvents,
    OtherLineEnds,
    SwappedFields,
    RepeatedField,
    RemovedField,
    OtherValue,
}
