namespace Connectors.Gemini.Samples.AgentFramework;

/// <summary>One answer of the <see cref="CompletionsServer"/>.</summary>
internal sealed record CompletionReply
{
    public int Status { get; private init; } = 200;

    public string Text { get; private init; } = "";

    public IReadOnlyList<CompletionCall> Calls { get; private init; } = [];

    public static CompletionReply Say(string text) => new() { Text = text };

    public static CompletionReply Call(params CompletionCall[] calls) => new() { Calls = calls };

    public static CompletionReply Refuse(int status, string message) => new() { Status = status, Text = message };
}

/// <summary>A call of a function.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments as JSON.</param>
internal sealed record CompletionCall(string Id, string Name, string Arguments);
