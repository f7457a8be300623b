namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ApiKeyRule() : Rule(
    "api-key",
    "A key or token comes with the request (none: 403, on Vertex AI 401), and the key is well formed and known",
    EmulatorRuleEvidence.Recorded)
{
    private const string InvalidKey = "API key not valid. Please pass a valid API key.";

    private const string NoKey =
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";

    private const string NoToken =
        "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";

    private const string BadToken =
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";

    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        var service = context.IsVertex ? "aiplatform.googleapis.com" : "generativelanguage.googleapis.com";
        var key = Header(context, "x-goog-api-key") ?? context.Route.QueryKey;
        if (key is not null)
        {
            if (!IsValid(key, context.Options.ValidApiKeys))
            {
                yield return Refuse(InvalidKey, [ErrorDetails.ErrorInfo("API_KEY_INVALID", service), ErrorDetails.LocalizedMessage(InvalidKey)]);
            }
        }
        else if (Header(context, "authorization") is { } authorization)
        {
            if (!IsBearer(authorization))
            {
                yield return Refuse(401, "UNAUTHENTICATED", BadToken, [ErrorDetails.ErrorInfo("ACCESS_TOKEN_TYPE_UNSUPPORTED", service)]);
            }
        }
        else if (context.Options.RequireApiKey)
        {
            yield return context.IsVertex
                ? Refuse(401, "UNAUTHENTICATED", NoToken, [ErrorDetails.ErrorInfo("CREDENTIALS_MISSING", service)])
                : Refuse(403, "PERMISSION_DENIED", NoKey);
        }
    }

    private static bool IsValid(string key, IReadOnlySet<string>? validKeys) =>
        validKeys?.Contains(key) ?? (key.Length > 0 && key.All(character => character is > ' ' and <= '~'));

    private static bool IsBearer(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && authorization["Bearer ".Length..].Trim().Length > 0;

    private static string? Header(RuleContext context, string name)
    {
        foreach (var (header, value) in context.Request.Headers)
        {
            if (string.Equals(header, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
