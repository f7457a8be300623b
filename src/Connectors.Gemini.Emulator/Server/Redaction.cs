using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>Keeps keys and tokens out of the journal, while it stays visible that there was one.</summary>
internal static partial class Redaction
{
    public const string Placeholder = "<redacted>";

    private static readonly HashSet<string> SecretHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-goog-api-key", "authorization", "proxy-authorization", "cookie",
    };

    public static string PathAndQuery(string pathAndQuery) => SecretParameter().Replace(pathAndQuery, "${name}" + Placeholder);

    public static IReadOnlyDictionary<string, string> Headers(IHeaderDictionary headers) => headers.ToDictionary(
        header => header.Key.ToLowerInvariant(),
        header => SecretHeaders.Contains(header.Key) ? Placeholder : header.Value.ToString(),
        StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("(?<name>[?&](?:key|access_token|token)=)[^&]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretParameter();
}
