using Spectre.Console;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>The three ways to talk with the agent: one question, a fixed conversation, and a terminal.</summary>
internal sealed class Session(IAnsiConsole console, House house)
{
    private static readonly string[] DemoQuestions = ["Which lights are on? List the lights.", "Now switch on the lights in the Hall and in the Study."];

    /// <summary>Asks one question, after a saved conversation where there is one.</summary>
    public async Task AskAsync(string question, string? memory, CancellationToken cancellationToken)
    {
        var agent = new Agent(house.Kernel);
        if (memory is not null && File.Exists(memory))
        {
            await agent.LoadAsync(memory, cancellationToken);
        }

        await AnswerAsync(agent, question, cancellationToken);
        if (memory is not null)
        {
            await agent.SaveAsync(memory, cancellationToken);
        }
    }

    /// <summary>Two questions to two agents: the second one knows the first one's conversation from its file alone.</summary>
    public async Task DemoAsync(CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var question in DemoQuestions)
            {
                var agent = new Agent(house.Kernel);
                if (new FileInfo(file).Length > 0)
                {
                    await agent.LoadAsync(file, cancellationToken);
                    console.WriteLine($"[another agent goes on from {agent.MessageCount} saved messages]");
                }

                console.WriteLine("> " + question);
                await AnswerAsync(agent, question, cancellationToken);
                await agent.SaveAsync(file, cancellationToken);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Reads questions until <c>/quit</c> or the end of the input.</summary>
    public async Task TalkAsync(TextReader input, string? memory, CancellationToken cancellationToken)
    {
        var agent = new Agent(house.Kernel);
        if (memory is not null && File.Exists(memory))
        {
            await agent.LoadAsync(memory, cancellationToken);
        }

        console.WriteLine($"An agent on {house.Description}. Ask about the lights; /quit to leave.");
        while (true)
        {
            console.Write("> ");
            if (await input.ReadLineAsync(cancellationToken) is not { } line || line.Trim() is "/quit")
            {
                return;
            }

            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                await AnswerAsync(agent, line, cancellationToken);
                if (memory is not null)
                {
                    await agent.SaveAsync(memory, cancellationToken);
                }
            }
            catch (GeminiException exception)
            {
                console.WriteLine(exception.Message);
            }
        }
    }

    private async Task AnswerAsync(Agent agent, string question, CancellationToken cancellationToken)
    {
        await foreach (var text in agent.AskAsync(question, cancellationToken))
        {
            console.Write(text);
        }

        console.WriteLine();
    }
}
