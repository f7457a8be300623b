using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>Answers from Google Search, with numbered sources.</summary>
/// <param name="gemini">A chat client of Gemini's: <c>gemini.AsIChatClient("gemini-3.8-flash")</c>.</param>
/// <param name="withSearchSuggestions">Whether results hold the HTML of search suggestions. Google wants it shown where answers from its search are shown; it costs the agent's model some tokens. Default: yes.</param>
public sealed class GoogleSearchPlugin(IChatClient gemini, bool withSearchSuggestions = true) : IGeminiPlugin
{
    /// <inheritdoc/>
    public string Name => "GoogleSearch";

    /// <summary>Answers a question from the web.</summary>
    /// <param name="question">What to find out, as a question or in key words.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The answer with its sources.</returns>
    /// <exception cref="PluginException">The question is empty, or the answer is.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Answers a question from the web with Google Search. The answer names its numbered sources. For news, facts that change, and whatever must be proven.")]
    public async Task<GroundedAnswer> SearchAsync([Description("What to find out, as a question or in key words.")] string question, CancellationToken cancellationToken = default)
    {
        var response = await gemini.GetResponseAsync(PluginText.Require(question, nameof(question)), new ChatOptions { Tools = [new HostedWebSearchTool()] }, cancellationToken).ConfigureAwait(false);
        return Grounding.Read(response, withSearchSuggestions);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) => [PluginFunction.Create(SearchAsync, "google_search", logger)];
}
