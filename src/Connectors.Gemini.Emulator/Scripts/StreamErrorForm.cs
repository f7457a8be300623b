namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>How an error stands in the body of a stream whose status was already 200.</summary>
public enum StreamErrorForm
{
    /// <summary>As an event: <c>data: {"error":{...}}</c>; without <c>alt=sse</c> as an item of the array. The default.</summary>
    Event,

    /// <summary>As indented JSON over several lines without <c>data:</c>.</summary>
    RawJson,

    /// <summary>As an array of one, without <c>data:</c>: <c>[{"error":{...}}]</c>.</summary>
    RawArray,
}
