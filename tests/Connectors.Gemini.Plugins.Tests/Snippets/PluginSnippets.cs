using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins.Tests.Snippets;

/// <summary>Code of the page docs/plugins.md: each block there is one of these regions.</summary>
internal static class PluginSnippets
{
    public static async Task Agent(IChatClient anyModel)
    {
        #region agent
        using var gemini = new GeminiClient();
        IChatClient flash = gemini.AsIChatClient("gemini-3.8-flash");
        var folder = new PluginFolder("documents");
        IGeminiPlugin[] plugins =
        [
            new GoogleSearchPlugin(flash),
            new CodeExecutionPlugin(flash, folder),
            new DocumentPlugin(flash, folder),
            new ImagePlugin(gemini.AsIImageGenerator("gemini-3.1-flash-image"), folder),
        ];

        IChatClient agent = anyModel.AsBuilder().UseFunctionInvocation().Build();    // a GPT, a local model...
        ChatResponse response = await agent.GetResponseAsync(
            "Compare the turnover in report.pdf with the industry's and draw a chart.",
            new ChatOptions { Tools = [.. plugins.SelectMany(plugin => plugin.AsAIFunctions())] });
        #endregion
        _ = response;
    }

    public static void Policy()
    {
        #region policy
        var urls = new UrlPolicy { AllowedHosts = { "example.com" }, DeniedHosts = { "intern.example.com" } };
        #endregion
        _ = urls;
    }

    #region pattern
    /// <summary>Counts the tokens of texts.</summary>
    public sealed class TokenPlugin(GeminiClient gemini) : IGeminiPlugin
    {
        public string Name => "Tokens";

        [Description("Counts the tokens of a text.")]
        public async Task<int> CountTokensAsync([Description("The text.")] string text, CancellationToken cancellationToken = default)
        {
            var count = await gemini.Tokens.CountAsync("gemini-3.8-flash", [new ChatMessage(ChatRole.User, text)], cancellationToken: cancellationToken);
            return count.TotalTokens ?? 0;
        }

        public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) => [AIFunctionFactory.Create(CountTokensAsync, "count_tokens")];
    }
    #endregion
}
