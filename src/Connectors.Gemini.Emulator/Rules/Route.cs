using System.Text.RegularExpressions;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>What a request's path says: version, model and method.</summary>
internal sealed partial record Route(string Version, string? Model, string? Method, string Resource)
{
    /// <summary>Gets the path before the query.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the API key of the query, if it has one.</summary>
    public string? QueryKey { get; init; }

    /// <summary>Gets whether the body is a generateContent request.</summary>
    public bool IsGenerate => Method is "generateContent" or "streamGenerateContent";

    /// <summary>Gets whether the body asks for vectors, one or a batch.</summary>
    public bool IsEmbed => Method is "embedContent" or "batchEmbedContents";

    /// <summary>Gets whether the body is a countTokens request.</summary>
    public bool IsCountTokens => Method is "countTokens";

    public static Route Parse(string pathAndQuery)
    {
        var question = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? pathAndQuery : pathAndQuery[..question];
        var query = question < 0 ? "" : pathAndQuery[(question + 1)..];
        var version = VersionPattern().Match(path);
        var model = ModelPattern().Match(path);
        return new Route(
            version.Groups["version"].Value,
            model.Success ? Uri.UnescapeDataString(model.Groups["model"].Value) : null,
            model.Success ? model.Groups["method"].Value : null,
            version.Groups["resource"].Value)
        {
            Path = path,
            QueryKey = KeyOf(query),
        };
    }

    private static string? KeyOf(string query)
    {
        foreach (var pair in query.Split('&'))
        {
            if (pair.StartsWith("key=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(pair["key=".Length..]);
            }
        }

        return null;
    }

    [GeneratedRegex("^(?:/upload)?/(?<version>[^/]*)/(?<resource>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();

    // Tuned models and endpoints have ids that no table knows; they are left to the resources' own handlers.
    [GeneratedRegex("^/[^/]+/(projects/[^/]+/locations/[^/]+/)?(publishers/google/)?models/(?<model>[^:/]+):(?<method>[A-Za-z]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ModelPattern();
}
