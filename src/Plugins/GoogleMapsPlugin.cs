using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>Answers about places from Google Maps, with the places as sources.</summary>
/// <param name="gemini">A chat client of Gemini's.</param>
public sealed class GoogleMapsPlugin(IChatClient gemini) : IGeminiPlugin
{
    /// <inheritdoc/>
    public string Name => "GoogleMaps";

    /// <summary>Answers a question about places.</summary>
    /// <param name="question">What to find out.</param>
    /// <param name="latitude">Where the user is, in degrees; with <paramref name="longitude"/> or not at all. Default: the places that the question names.</param>
    /// <param name="longitude">Where the user is, in degrees.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The answer with its places.</returns>
    /// <exception cref="PluginException">The question is empty, or the answer is.</exception>
    /// <exception cref="ArgumentException">One coordinate is missing, or they are not on Earth.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Answers a question about places (shops, sights, opening times, ways there) from Google Maps, with the places as sources.")]
    public async Task<GroundedAnswer> FindPlacesAsync(
        [Description("What to find out, with the name of the place or area.")] string question,
        [Description("Latitude of where the user is, in degrees. Leave out if not known.")] double? latitude = null,
        [Description("Longitude of where the user is, in degrees. Leave out if not known.")] double? longitude = null,
        CancellationToken cancellationToken = default)
    {
        var options = new ChatOptions { Tools = [GeminiTools.GoogleMaps(latitude, longitude)] };
        return Grounding.Read(await gemini.GetResponseAsync(PluginText.Require(question, nameof(question)), options, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) => [PluginFunction.Create(FindPlacesAsync, "find_places", logger)];
}
