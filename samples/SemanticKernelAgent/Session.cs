using System.Text;
using Spectre.Console;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>The four ways to talk with the agent: one question, a goal that it plans for, a fixed conversation, and a terminal.</summary>
internal sealed class Session(IAnsiConsole console, House house)
{
    private const string DemoGoal = "Choose a lamp for the hall: what light do people here like, what does it cost a year, and how will it look?";

    private static readonly string[] DemoQuestions = ["Which lights are on? List the lights.", "Now switch on the lights in the Hall and in the Study."];

    /// <summary>Asks one question, after a saved conversation where there is one.</summary>
    public async Task AskAsync(string question, string? memory, CancellationToken cancellationToken)
    {
        var agent = await OpenAsync(memory, cancellationToken);
        await AnswerAsync(agent, question, cancellationToken);
        await SaveAsync(agent, memory, cancellationToken);
    }

    /// <summary>Lets the agent plan, shows the plan, and has it carried out, after a saved conversation where there is one.</summary>
    /// <param name="goal">The goal; <see langword="null"/> for the sample's own.</param>
    /// <param name="memory">The conversation's file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task PlanAsync(string? goal, string? memory, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(goal))
        {
            goal = DemoGoal;
        }

        var agent = await OpenAsync(memory, cancellationToken);
        console.WriteLine($"Goal: {goal}");
        console.WriteLine("Plan:");
        var plan = await agent.PlanAsync(goal, house.Files.Names, cancellationToken);
        foreach (var (number, step) in plan.Steps.Index())
        {
            console.WriteLine($"{number + 1}. {step}");
        }

        console.WriteLine();
        await AnswerAsync(agent, Agent.CarryingOut, cancellationToken);
        console.WriteLine($"Files: {house.Files.Path}");
        await SaveAsync(agent, memory, cancellationToken);
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
        var agent = await OpenAsync(memory, cancellationToken);
        console.WriteLine($"An agent on {house.Description}. Ask about the lights, the notes or the files in {house.Files.Path}; /quit to leave.");
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
                await SaveAsync(agent, memory, cancellationToken);
            }
            catch (GeminiException exception)
            {
                console.WriteLine(exception.Message);
            }
        }
    }

    private async Task<Agent> OpenAsync(string? memory, CancellationToken cancellationToken)
    {
        var agent = new Agent(house.Kernel);
        if (memory is not null && File.Exists(memory))
        {
            await agent.LoadAsync(memory, cancellationToken);
        }

        return agent;
    }

    private static Task SaveAsync(Agent agent, string? memory, CancellationToken cancellationToken) =>
        memory is null ? Task.CompletedTask : agent.SaveAsync(memory, cancellationToken);

    private async Task AnswerAsync(Agent agent, string question, CancellationToken cancellationToken)
    {
        var known = house.Sources.Count;
        var answer = new StringBuilder();
        await foreach (var text in agent.AskAsync(question, cancellationToken))
        {
            answer.Append(text);
            console.Write(text);
        }

        console.WriteLine();
        if (house.Sources.CitedIn(answer.ToString(), known) is { Count: > 0 } sources)
        {
            console.WriteLine("Sources:");
            foreach (var source in sources)
            {
                console.WriteLine($"[{source.Number}] {source.Title ?? "(no title)"}: {source.Url ?? "(no address)"}");
            }
        }
    }
}
