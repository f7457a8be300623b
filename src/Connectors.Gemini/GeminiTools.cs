using System.Globalization;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>
/// Tools that the service runs, for <see cref="ChatOptions.Tools"/>: those that M.E.AI has no class for, and more settings for those that it has
/// (<see cref="HostedWebSearchTool"/>, <see cref="HostedCodeInterpreterTool"/>, <see cref="HostedFileSearchTool"/> and <see cref="HostedMcpServerTool"/> work as they are).
/// Together with functions they need a model of generation 3 or later.
/// </summary>
public static class GeminiTools
{
    /// <summary>Lets the model read the pages whose URLs are in the messages: up to 20 a request (<c>urlContext</c>).</summary>
    /// <returns>The tool. The answer tells each page and whether it could be read.</returns>
    public static AITool UrlContext() => new GeminiTool("url_context", new Tool { UrlContext = new UrlContext() });

    /// <summary>Grounds answers in Google Search (<c>googleSearch</c>), as <see cref="HostedWebSearchTool"/> does, with its settings.</summary>
    /// <param name="from">The beginning of the time that results are from; Gemini API only. With <paramref name="to"/> or not at all.</param>
    /// <param name="to">The end of that time.</param>
    /// <param name="imageSearch">Whether images are searched too. Default: no.</param>
    /// <param name="excludeDomains">Domains that are left out; Vertex AI only. Default: none.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException">Only one end of the time is given, or its end is not after its beginning.</exception>
    public static HostedWebSearchTool GoogleSearch(DateTimeOffset? from = null, DateTimeOffset? to = null, bool imageSearch = false, IEnumerable<string>? excludeDomains = null)
    {
        if (from is null != to is null)
        {
            throw new ArgumentException("A time range of Google Search needs both ends: set from and to, or neither.", from is null ? nameof(from) : nameof(to));
        }

        if (to <= from)
        {
            throw new ArgumentException("The end of a time range must be after its beginning.", nameof(to));
        }

        var settings = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (from is { } start)
        {
            settings[HostedToolMapping.StartTime] = Timestamp(start);
        }

        if (to is { } end)
        {
            settings[HostedToolMapping.EndTime] = Timestamp(end);
        }

        if (imageSearch)
        {
            settings[HostedToolMapping.ImageSearch] = true;
        }

        if (excludeDomains is not null)
        {
            settings[HostedToolMapping.ExcludeDomains] = excludeDomains.ToArray();
        }

        return new HostedWebSearchTool(settings);
    }

    /// <summary>Grounds answers in Google Maps (<c>googleMaps</c>).</summary>
    /// <param name="latitude">Where the user is, in degrees from -90 to 90; with <paramref name="longitude"/> or not at all. Default: the places that the messages name.</param>
    /// <param name="longitude">Where the user is, in degrees from -180 to 180.</param>
    /// <param name="languageCode">The language of the results, for example <c>cs</c>. Default: the service's own.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException">Only one coordinate is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not on Earth.</exception>
    public static AITool GoogleMaps(double? latitude = null, double? longitude = null, string? languageCode = null)
    {
        if (latitude is null != longitude is null)
        {
            throw new ArgumentException("A place needs both coordinates: set latitude and longitude, or neither.", latitude is null ? nameof(latitude) : nameof(longitude));
        }

        if (latitude is < -90 or > 90)
        {
            throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "A latitude is from -90 to 90 degrees.");
        }

        if (longitude is < -180 or > 180)
        {
            throw new ArgumentOutOfRangeException(nameof(longitude), longitude, "A longitude is from -180 to 180 degrees.");
        }

        var retrieval = latitude is null && languageCode is null
            ? null
            : new RetrievalConfig { LatLng = latitude is null ? null : new LatLng { Latitude = latitude, Longitude = longitude }, LanguageCode = languageCode };
        return new GeminiTool("google_maps", new Tool { GoogleMaps = new GoogleMaps() }, retrieval);
    }

    /// <summary>Searches in File Search stores (<c>fileSearch</c>; Gemini API only), as <see cref="HostedFileSearchTool"/> does, with a filter.</summary>
    /// <param name="storeNames">The stores, <c>fileSearchStores/{id}</c>.</param>
    /// <param name="topK">How many passages are brought at most. Default: the service's own.</param>
    /// <param name="metadataFilter">Which documents count, as an AIP-160 filter: <c>genre = "fiction" AND year &gt; 1900</c>. Default: all.</param>
    /// <returns>The tool.</returns>
    public static HostedFileSearchTool FileSearch(IEnumerable<string> storeNames, int? topK = null, string? metadataFilter = null)
    {
        ArgumentNullException.ThrowIfNull(storeNames);
        var settings = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (metadataFilter is not null)
        {
            settings[HostedToolMapping.MetadataFilter] = metadataFilter;
        }

        return new HostedFileSearchTool(settings) { Inputs = [.. storeNames.Select(static name => new HostedVectorStoreContent(name))], MaximumResultCount = topK };
    }

    /// <summary>
    /// Lets the model drive a browser, a phone or a desktop (<c>computerUse</c>). Its actions come as <see cref="FunctionCallContent"/>s with predefined names, for the app to carry out; each is answered with the
    /// current URL and a screenshot. An action that needs the user's consent comes as a <see cref="ToolApprovalRequestContent"/>.
    /// </summary>
    /// <param name="environment">What is driven. Default: a browser.</param>
    /// <param name="excludedFunctions">Predefined actions that the model must not use. Default: none.</param>
    /// <returns>The tool.</returns>
    public static AITool ComputerUse(ComputerUseEnvironment? environment = null, IEnumerable<string>? excludedFunctions = null) => new GeminiTool("computer_use", new Tool
    {
        ComputerUse = new ComputerUse { Environment = environment ?? ComputerUseEnvironment.Browser, ExcludedPredefinedFunctions = excludedFunctions?.ToList() },
    });

    private static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
