using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>Answers from web pages that the service reads.</summary>
/// <param name="gemini">A chat client of Gemini's.</param>
/// <param name="urls">Which addresses may be read. They are looked at here first, redirects included; the service then fetches them itself. Default: public http and https.</param>
public sealed class UrlContextPlugin(IChatClient gemini, UrlPolicy? urls = null) : IGeminiPlugin
{
    private const int MaxPages = 20;

    private readonly UrlPolicy _urls = urls ?? new UrlPolicy();

    /// <inheritdoc/>
    public string Name => "UrlContext";

    /// <summary>Answers a question from pages.</summary>
    /// <param name="question">What to find out.</param>
    /// <param name="urls">The pages' addresses, 1 to 20.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The answer, and of each page whether it could be read.</returns>
    /// <exception cref="PluginException">The question is empty, an address is none or forbidden, or there are too many.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Reads web pages and answers a question about them.")]
    public async Task<GroundedAnswer> ReadPagesAsync(
        [Description("What to find out from the pages.")] string question,
        [Description("The addresses of the pages, https, at most 20.")] string[] urls,
        CancellationToken cancellationToken = default)
    {
        PluginText.Require(question, nameof(question));
        if (urls is not { Length: > 0 and <= MaxPages })
        {
            throw new PluginException($"The argument 'urls' holds {urls?.Length ?? 0} addresses; 1 to {MaxPages} can be read.");
        }

        foreach (var url in urls)
        {
            await _urls.CheckWithRedirectsAsync(UrlPolicy.Parse(url), cancellationToken).ConfigureAwait(false);
        }

        var response = await gemini.GetResponseAsync($"{question}\n\n{string.Join('\n', urls)}", new ChatOptions { Tools = [GeminiTools.UrlContext()] }, cancellationToken).ConfigureAwait(false);
        return Grounding.Read(response);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) => [PluginFunction.Create(ReadPagesAsync, "read_pages", logger)];
}
