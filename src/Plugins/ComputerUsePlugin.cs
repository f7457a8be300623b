using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>Carries out a task on a computer: the model looks at the screen and says what to do, step by step. Whatever the service marks as risky waits for consent.</summary>
[Experimental("MEAI001")]
public sealed class ComputerUsePlugin : IGeminiPlugin
{
    private readonly IChatClient _gemini;
    private readonly IComputer _computer;
    private readonly Func<ComputerAction, string, CancellationToken, Task<bool>> _confirm;
    private readonly int _maxSteps;
    private readonly UrlPolicy _urls;

    /// <summary>Creates the plugin.</summary>
    /// <param name="gemini">A chat client of a model that uses computers: <c>gemini.AsIChatClient("gemini-3.8-flash")</c>.</param>
    /// <param name="computer">The computer.</param>
    /// <param name="confirm">
    /// Asks the user whether a risky action may be carried out: it gets the action, and the service's explanation. It is always asked, and nothing is done before it says yes; no ends the task.
    /// </param>
    /// <param name="maxSteps">How many answers of the model are followed at most. Default: 30.</param>
    /// <param name="urls">Which addresses the model may open (<c>navigate</c>). What pages open by themselves is the computer's business. Default: public http and https.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSteps"/> is below 1.</exception>
    public ComputerUsePlugin(IChatClient gemini, IComputer computer, Func<ComputerAction, string, CancellationToken, Task<bool>> confirm, int maxSteps = 30, UrlPolicy? urls = null)
    {
        ArgumentNullException.ThrowIfNull(gemini);
        ArgumentNullException.ThrowIfNull(computer);
        ArgumentNullException.ThrowIfNull(confirm);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        (_gemini, _computer, _confirm, _maxSteps, _urls) = (gemini, computer, confirm, maxSteps, urls ?? new UrlPolicy());
    }

    /// <inheritdoc/>
    public string Name => "ComputerUse";

    /// <summary>Carries out a task.</summary>
    /// <param name="task">What to do.</param>
    /// <param name="cancellationToken">Ends the task after the action under way.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="PluginException">The task is empty.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Carries out a task on a computer (a browser): opens pages, clicks, types, reads what is shown. Tells what came of it.")]
    public async Task<ComputerOutcome> UseComputerAsync([Description("What to do, with everything that must be known for it.")] string task, CancellationToken cancellationToken = default)
    {
        PluginText.Require(task, nameof(task));
        var screen = await _computer.LookAsync(cancellationToken).ConfigureAwait(false);
        var messages = new List<ChatMessage> { new(ChatRole.User, [new TextContent(task), new DataContent(screen.Png, "image/png")]) };
        var options = new ChatOptions { Tools = [GeminiTools.ComputerUse()] };
        var actions = new List<string>();
        for (var step = 0; step < _maxSteps; step++)
        {
            var response = await _gemini.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            messages.AddRange(response.Messages);
            var requested = response.Messages.SelectMany(message => message.Contents).Where(content => content is FunctionCallContent or ToolApprovalRequestContent { ToolCall: FunctionCallContent }).ToList();
            if (requested.Count == 0)
            {
                return Outcome(Grounding.RequireText(response), isDone: true);
            }

            var results = new ChatMessage(ChatRole.Tool, (IList<AIContent>)[]);
            foreach (var content in requested)
            {
                var call = content as FunctionCallContent ?? (FunctionCallContent)((ToolApprovalRequestContent)content).ToolCall;
                var action = new ComputerAction(call.Name, call.Arguments?.AsReadOnly() ?? new Dictionary<string, object?>(StringComparer.Ordinal).AsReadOnly());
                if (content is ToolApprovalRequestContent && !await _confirm(action, Explanation(call), cancellationToken).ConfigureAwait(false))
                {
                    return Outcome($"The user refused the action '{action.Name}', so the task was ended before it.", isDone: false);
                }

                var (result, after) = await DoAsync(action, cancellationToken).ConfigureAwait(false);
                screen = after ?? screen;
                if (after is not null)
                {
                    actions.Add(action.Name);
                }

                results.Contents.Add(new FunctionResultContent(call.CallId, result));
            }

            messages.Add(results);
        }

        return Outcome(string.Create(CultureInfo.InvariantCulture, $"The task was not done after {_maxSteps} steps."), isDone: false);

        ComputerOutcome Outcome(string answer, bool isDone) => new() { Answer = PluginText.Bound(answer), IsDone = isDone, Actions = actions, Url = screen.Url };
    }

    /// <inheritdoc/>
    public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) => [PluginFunction.Create(UseComputerAsync, "use_computer", logger)];

    /// <summary>The result for the model, and the screen where the action was carried out.</summary>
    private async Task<(object Result, ComputerScreen? After)> DoAsync(ComputerAction action, CancellationToken cancellationToken)
    {
        try
        {
            if (action.Text("url") is { } url)
            {
                await _urls.CheckAsync(UrlPolicy.Parse(url), cancellationToken).ConfigureAwait(false);
            }

            var screen = await _computer.DoAsync(action, cancellationToken).ConfigureAwait(false);
            AIContent[] result = [new TextContent(Response("url", screen.Url).GetRawText()), new DataContent(screen.Png, "image/png")];
            return (result, screen);
        }
        catch (Exception exception) when (exception is PluginException or NotSupportedException)
        {
            return (Response("error", exception.Message), null);
        }
    }

    private static JsonElement Response(string name, string value) =>
        JsonSerializer.SerializeToElement(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value }, PluginJson.Default.DictionaryStringString);

    private static string Explanation(FunctionCallContent call) =>
        call.AdditionalProperties?.GetValueOrDefault("gemini.safetyDecision") is JsonElement { ValueKind: JsonValueKind.Object } decision
        && decision.TryGetProperty("explanation", out var explanation) && explanation.ValueKind == JsonValueKind.String
            ? explanation.GetString()!
            : "The service wants this action confirmed.";
}
