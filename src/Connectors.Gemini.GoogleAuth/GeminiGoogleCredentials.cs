using Google.Apis.Auth.OAuth2;

namespace Connectors.Gemini.GoogleAuth;

/// <summary>Google's credentials as <see cref="GeminiCredential"/>: for Vertex AI, and for the Gemini API where no API key is wanted.</summary>
public static class GeminiGoogleCredentials
{
    private const string CloudPlatform = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>
    /// The application default credentials: the file that <c>GOOGLE_APPLICATION_CREDENTIALS</c> names, else the login of <c>gcloud auth application-default login</c>,
    /// else the machine's own service account. They are looked for at once, which reads a file or asks the machine's metadata server.
    /// </summary>
    /// <param name="scopes">The scopes to ask for where the credential takes any. Default: <c>https://www.googleapis.com/auth/cloud-platform</c>.</param>
    /// <returns>A credential that fetches access tokens when they are needed, keeps them until shortly before they expire, and sends the quota project that the credential names.</returns>
    /// <exception cref="InvalidOperationException">There are none; Google's message tells how to set them up.</exception>
    public static GeminiCredential ApplicationDefault(params IReadOnlyList<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var credential = GoogleCredential.GetApplicationDefault();
        return From(scopes.Count > 0 ? credential.CreateScoped(scopes) : credential);
    }

    /// <summary>A credential of Google's library, for example from a service account's key or an impersonated account.</summary>
    /// <param name="credential">The credential. Where it still needs scopes, it gets <c>https://www.googleapis.com/auth/cloud-platform</c>.</param>
    /// <returns>A credential that fetches access tokens when they are needed, keeps them until shortly before they expire, and sends the quota project that the credential names.</returns>
    public static GeminiCredential From(GoogleCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (credential.IsCreateScopedRequired)
        {
            credential = credential.CreateScoped(CloudPlatform);
        }

        return From(credential, credential.QuotaProject);
    }

    /// <summary>Any source of access tokens of Google's library.</summary>
    /// <param name="source">The source. It is asked for each attempt, so it should keep the token until shortly before it expires.</param>
    /// <param name="quotaProject">The project to which quota and billing go (<see cref="GeminiClientOptions.QuotaProject"/> overrides it). Default: none is named.</param>
    /// <returns>A credential that sends the source's tokens.</returns>
    public static GeminiCredential From(ITokenAccess source, string? quotaProject = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return GeminiCredential.BearerToken(
            async cancellationToken => await source.GetAccessTokenForRequestAsync(authUri: null, cancellationToken).ConfigureAwait(false),
            quotaProject);
    }
}
