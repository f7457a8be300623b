namespace Connectors.Gemini;

/// <summary>What a client proves its identity with. Its text form never shows the secret.</summary>
public sealed class GeminiCredential
{
    private readonly string? _secret;
    private readonly Func<CancellationToken, ValueTask<string>>? _callback;

    private GeminiCredential(CredentialKind kind, string? secret, Func<CancellationToken, ValueTask<string>>? callback)
    {
        Kind = kind;
        _secret = secret;
        _callback = callback;
    }

    internal enum CredentialKind
    {
        ApiKey,
        BearerToken,
        Ephemeral,
    }

    internal CredentialKind Kind { get; }

    /// <summary>The project to which quota and billing go, where the credential names one.</summary>
    internal string? QuotaProject { get; private init; }

    /// <summary>An API key, sent as the header <c>x-goog-api-key</c>.</summary>
    /// <param name="apiKey">The key; white space around it is removed.</param>
    /// <exception cref="ArgumentException">The key is empty, or holds a character that no header may carry.</exception>
    public static GeminiCredential ApiKey(string apiKey) =>
        new(CredentialKind.ApiKey, CheckSecret(apiKey, "The API key", nameof(apiKey)), callback: null);

    /// <summary>An OAuth 2 access token, sent as <c>Authorization: Bearer</c>.</summary>
    /// <param name="getToken">
    /// Returns the token to use now. It is called for each attempt, so it should keep the token until shortly before it expires. When the
    /// service answers 401 it is called once more and the request is sent again.
    /// </param>
    /// <param name="quotaProject">
    /// The Google Cloud project to which quota and billing go, where it belongs to the credential. <see cref="GeminiClientOptions.QuotaProject"/>
    /// overrides it. Default: none is named.
    /// </param>
    public static GeminiCredential BearerToken(Func<CancellationToken, ValueTask<string>> getToken, string? quotaProject = null)
    {
        ArgumentNullException.ThrowIfNull(getToken);
        return new(CredentialKind.BearerToken, secret: null, getToken) { QuotaProject = quotaProject };
    }

    /// <summary>An ephemeral token (<c>auth_tokens/...</c>). The service takes it for Live sessions only, not for requests over HTTP.</summary>
    /// <param name="token">The token's name; white space around it is removed.</param>
    /// <exception cref="ArgumentException">The token is empty, or holds a character that no header may carry.</exception>
    public static GeminiCredential Ephemeral(string token) =>
        new(CredentialKind.Ephemeral, CheckSecret(token, "The ephemeral token", nameof(token)), callback: null);

    /// <summary>Names the kind of credential, without the secret.</summary>
    public override string ToString() => Kind switch
    {
        CredentialKind.ApiKey => "API key",
        CredentialKind.BearerToken => "bearer token",
        _ => "ephemeral token",
    };

    /// <summary>The secret to send now.</summary>
    internal ValueTask<string> GetSecretAsync(CancellationToken cancellationToken) => _callback is null ? new(_secret!) : AskAsync(_callback, cancellationToken);

    private static async ValueTask<string> AskAsync(Func<CancellationToken, ValueTask<string>> callback, CancellationToken cancellationToken)
    {
        var token = (await callback(cancellationToken).ConfigureAwait(false))?.Trim();
        return IsSendable(token)
            ? token!
            : throw new InvalidOperationException(
                "The bearer token callback of the Gemini credential returned an empty token or one with a character that no header may carry.");
    }

    /// <summary>Checks a secret without ever repeating it.</summary>
    internal static string CheckSecret(string? secret, string what, string paramName)
    {
        var trimmed = secret?.Trim();
        if (string.IsNullOrEmpty(trimmed))
        {
            throw new ArgumentException($"{what} is empty.", paramName);
        }

        return IsSendable(trimmed)
            ? trimmed
            : throw new ArgumentException(
                $"{what} holds a line break, a space or another character that no header may carry. Was more than the key copied?", paramName);
    }

    private static bool IsSendable(string? secret) =>
        !string.IsNullOrEmpty(secret) && !secret.AsSpan().ContainsAnyExceptInRange('!', '~');
}
