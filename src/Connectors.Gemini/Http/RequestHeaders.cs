using System.Globalization;
using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Http;

/// <summary>The headers of every request.</summary>
internal sealed class RequestHeaders
{
    private const string ApiKeyHeader = "x-goog-api-key";
    private const string AuthorizationHeader = "Authorization";
    private const string ClientHeader = "x-goog-api-client";
    private const string UserAgentHeader = "User-Agent";

    private static readonly string Client =
        $"connectors-gemini/{VersionOf(typeof(RequestHeaders).Assembly)} gl-dotnet/{Environment.Version} MEAI/{VersionOf(typeof(IChatClient).Assembly)}";

    private readonly GeminiSettings _settings;
    private readonly string _client;
    private readonly string _userAgent;
    private readonly string? _serverTimeout;
    private readonly KeyValuePair<string, string>[] _callers;

    internal RequestHeaders(GeminiSettings settings)
    {
        _settings = settings;
        _client = WithCallers(ClientHeader);
        _userAgent = WithCallers(UserAgentHeader);
        _serverTimeout = settings.Timeout is { } timeout ? Math.Ceiling(timeout.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture) : null;
        _callers = settings.Headers.Count == 0 ? [] : [.. settings.Headers.Where(h => !Is(h.Key, ClientHeader) && !Is(h.Key, UserAgentHeader))];
    }

    /// <summary>Whether a header carries a credential.</summary>
    internal static bool IsSecret(string name) => Is(name, ApiKeyHeader) || Is(name, AuthorizationHeader) || Is(name, "Proxy-Authorization") || Is(name, "Cookie");

    internal void Apply(HttpRequestMessage request, string? secret)
    {
        var headers = request.Headers;
        if (secret is not null)
        {
            _ = _settings.Credential!.Kind == GeminiCredential.CredentialKind.BearerToken
                ? headers.TryAddWithoutValidation(AuthorizationHeader, $"Bearer {secret}")
                : headers.TryAddWithoutValidation(ApiKeyHeader, secret);
        }

        if (_settings.QuotaProject is { } project)
        {
            headers.TryAddWithoutValidation("x-goog-user-project", project);
        }

        if (_serverTimeout is not null)
        {
            headers.TryAddWithoutValidation("X-Server-Timeout", _serverTimeout);
        }

        headers.TryAddWithoutValidation(UserAgentHeader, _userAgent);
        headers.TryAddWithoutValidation(ClientHeader, _client);
        Replace(headers, _callers);
    }

    /// <summary>Sets headers, whatever of the same name is there already.</summary>
    internal static void Replace(HttpRequestHeaders headers, IReadOnlyList<KeyValuePair<string, string>> replacements)
    {
        for (var i = 0; i < replacements.Count; i++)
        {
            (var name, var value) = replacements[i];
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private string WithCallers(string name)
    {
        var callers = _settings.Headers.Count == 0 ? null : _settings.Headers.FirstOrDefault(h => Is(h.Key, name)).Value;
        return string.IsNullOrEmpty(callers) ? Client : $"{Client} {callers}";
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    // Without the commit that the build appends after '+'.
    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString()
        ?? "0";
}
