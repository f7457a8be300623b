using System.Text.Json;

namespace Connectors.Gemini.Emulator.Tests.Rules;

/// <summary>Asks the rules about a request that a test writes down as JSON.</summary>
internal static class Verdict
{
    public const string User = """{"role":"user","parts":[{"text":"Weather in Oslo?"}]}""";

    public const string Signature = "skip_thought_signature_validator";

    public static IReadOnlyList<EmulatorRefusal> On(string body, string model = "gemini-2.5-flash", bool isVertex = false, EmulatorRulesOptions? options = null)
    {
        var path = isVertex
            ? $"/v1beta1/projects/p/locations/global/publishers/google/models/{model}:generateContent"
            : $"/v1beta/models/{model}:generateContent";
        return OnPath(path, body, isVertex, options: options);
    }

    public static IReadOnlyList<EmulatorRefusal> OnPath(
        string path, string? body, bool isVertex = false, IReadOnlyDictionary<string, string>? headers = null, EmulatorRulesOptions? options = null)
    {
        using var document = body is null ? null : JsonDocument.Parse(body);
        return EmulatorRules.Check(
            new EmulatorRequest
            {
                Method = "POST",
                PathAndQuery = path,
                Headers = headers ?? new Dictionary<string, string>(),
                Body = document?.RootElement.Clone(),
                IsVertex = isVertex,
            },
            options);
    }

    /// <summary>A conversation of one user turn and a configuration.</summary>
    public static IReadOnlyList<EmulatorRefusal> OnConfig(string config, string model = "gemini-2.5-flash", bool isVertex = false) =>
        On($$"""{"contents":[{{User}}],"generationConfig":{{config}}}""", model, isVertex);

    /// <summary>A conversation of the given contents.</summary>
    public static IReadOnlyList<EmulatorRefusal> OnContents(string contents, string model = "gemini-2.5-flash", bool isVertex = false) =>
        On($$"""{"contents":[{{contents}}]}""", model, isVertex);

    /// <summary>A conversation of one user turn and other fields of the request.</summary>
    public static IReadOnlyList<EmulatorRefusal> OnFields(string fields, string model = "gemini-2.5-flash", bool isVertex = false) =>
        On($$"""{"contents":[{{User}}],{{fields}}}""", model, isVertex);

    public static void Accepts(IReadOnlyList<EmulatorRefusal> refusals) =>
        Assert.True(refusals.Count == 0, string.Join('\n', refusals.Select(refusal => $"{refusal.RuleId}: {refusal.Message}")));

    public static EmulatorRefusal Refuses(IReadOnlyList<EmulatorRefusal> refusals, string ruleId, string message, int httpStatus = 400, string status = "INVALID_ARGUMENT")
    {
        Assert.NotEmpty(refusals);
        Assert.Equal((ruleId, message, httpStatus, status), (refusals[0].RuleId, refusals[0].Message, refusals[0].HttpStatus, refusals[0].Status));
        return refusals[0];
    }
}
