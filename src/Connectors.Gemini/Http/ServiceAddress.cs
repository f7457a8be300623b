using System.Text.RegularExpressions;

namespace Connectors.Gemini.Http;

/// <summary>Where the service is: root, version and, on Vertex AI, the resource that everything lies under.</summary>
internal sealed partial class ServiceAddress
{
    private const string DeveloperHost = "https://generativelanguage.googleapis.com/";

    private readonly string _prefix;
    private readonly string _query;

    private ServiceAddress(string root, string query, string version, bool isVertex, string vertexParent)
    {
        Root = new Uri(root, UriKind.Absolute);
        Version = version;
        IsVertex = isVertex;
        VertexParent = vertexParent;
        _prefix = $"{root}{version}/";
        _query = query;
    }

    /// <summary>Scheme, host and any path, with a slash at the end, without the version.</summary>
    internal Uri Root { get; }

    internal string Version { get; }

    internal bool IsVertex { get; }

    /// <summary><c>projects/{p}/locations/{l}/</c>, or empty: on the Gemini API and in express mode.</summary>
    internal string VertexParent { get; }

    /// <summary>The address of a path below root and version.</summary>
    internal Uri Resolve(string path)
    {
        var address = _prefix + path;
        if (_query.Length > 0)
        {
            address += (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + _query;
        }

        return new(address, UriKind.Absolute);
    }

    internal static ServiceAddress From(GeminiClientOptions options, GeminiCredential? credential)
    {
        var version = CheckVersion(options.ApiVersion);
        var parent = "";
        var root = DeveloperHost;
        if (options.Vertex is { } vertex)
        {
            (root, parent) = FromVertex(vertex, credential);
        }

        var query = "";
        if (options.BaseAddress is { } address)
        {
            (root, query, var ownVersion) = FromBaseAddress(address, version);
            version ??= ownVersion;
        }

        return new(root, query, version ?? (options.Vertex is null ? "v1beta" : "v1beta1"), options.Vertex is not null, parent);
    }

    private static (string Root, string Query, string? Version) FromBaseAddress(Uri address, string? version)
    {
        const string Option = nameof(GeminiClientOptions.BaseAddress);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw GeminiSettings.Refuse(Option, "is not an absolute http or https address, such as https://proxy.example/gemini.");
        }

        if (address.UserInfo.Length > 0 || (address.Query.Length > 0 && SecretInQuery().IsMatch(address.Query)))
        {
            throw GeminiSettings.Refuse(Option, "holds a secret; addresses are logged, so pass keys and tokens as ApiKey, Credential or Headers.");
        }

        var path = address.AbsolutePath.TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        string? ownVersion = null;
        if (version is null ? last.StartsWith('v') && VersionSegment().IsMatch(last) : last == version)
        {
            ownVersion = last;
            path = path[..^last.Length].TrimEnd('/');
        }

        return ($"{address.GetLeftPart(UriPartial.Authority)}{path}/", address.Query.TrimStart('?'), ownVersion);
    }

    private static (string Root, string Parent) FromVertex(GeminiVertexOptions vertex, GeminiCredential? credential)
    {
        var project = TrimToNull(vertex.Project);
        var location = TrimToNull(vertex.Location);
        if (project is not null && !ProjectId().IsMatch(project))
        {
            throw GeminiSettings.Refuse("Vertex.Project", "is not a project id: letters, digits, '-', and for a domain '.' and ':'.");
        }

        if (location is not null && !LocationId().IsMatch(location))
        {
            throw GeminiSettings.Refuse("Vertex.Location", "is not a location such as europe-west4 or global.");
        }

        if (project is null)
        {
            if (credential is { Kind: not GeminiCredential.CredentialKind.ApiKey })
            {
                throw GeminiSettings.Refuse("Vertex.Project", "is not set. Only with an API key can it be left out (express mode).");
            }

            if (location is not null and not "global")
            {
                throw GeminiSettings.Refuse("Vertex.Project", $"is not set, but Vertex.Location is ({location}). Express mode has no locations.");
            }

            return ("https://aiplatform.googleapis.com/", "");
        }

        location ??= "global";
        var host = location switch
        {
            "global" => "aiplatform.googleapis.com",
            "us" or "eu" => $"aiplatform.{location}.rep.googleapis.com",
            _ => $"{location}-aiplatform.googleapis.com",
        };
        return ($"https://{host}/", $"projects/{project}/locations/{location}/");
    }

    private static string? CheckVersion(string? version)
    {
        var trimmed = version?.Trim();
        return trimmed is null || VersionName().IsMatch(trimmed)
            ? trimmed
            : throw GeminiSettings.Refuse(nameof(GeminiClientOptions.ApiVersion), "is not a version such as v1, v1beta or v1alpha.");
    }

    private static string? TrimToNull(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    [GeneratedRegex(@"[?&](key|api_?key|access_token|token)=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretInQuery();

    [GeneratedRegex(@"^v[1-9][0-9]*((alpha|beta)[0-9]*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionSegment();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.:-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProjectId();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LocationId();
}
