namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>One way through a framework, and what must come of it.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="RunAsync">Goes the way.</param>
public sealed record Route(string Name, Func<RouteRun, Task> RunAsync)
{
    /// <summary>Gets how many requests Gemini gets.</summary>
    public int Requests { get; init; } = 3;

    /// <summary>Gets whether a history is saved on the way, so that it can go through JSON.</summary>
    public bool Saves { get; init; } = true;

    /// <summary>Gets whether the framework keeps the reasoning that carries a text's signature; <see langword="null"/> where the text is not sent back.</summary>
    public bool? KeepsReasoning { get; init; } = true;

    /// <summary>Gets what stands on the first call of each step: <c>own</c>; <c>placeholder</c> and, in earlier turns, <c>none</c> for calls of another provider.</summary>
    public string Signatures { get; init; } = "own";

    /// <summary>Gets the calls of the first step that come back to the service, in the order that the model gave them.</summary>
    public IReadOnlyList<string> Calls { get; init; } = Trip.Calls;

    public override string ToString() => Name;
}
