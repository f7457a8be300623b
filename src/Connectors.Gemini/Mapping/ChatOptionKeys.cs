namespace Connectors.Gemini.Mapping;

/// <summary>
/// The keys of <c>ChatOptions.AdditionalProperties</c> that the chat client understands; <see cref="GeminiChatOptions"/> shows them as typed properties.
/// They survive <c>Clone()</c>, Semantic Kernel's and the Agent Framework's copies, and JSON. Keys of strangers are not sent.
/// </summary>
internal static class ChatOptionKeys
{
    internal const string ThinkingLevel = "gemini.thinkingLevel";
    internal const string ThinkingBudget = "gemini.thinkingBudget";
    internal const string IncludeThoughts = "gemini.includeThoughts";
    internal const string FunctionCallingMode = "gemini.functionCallingMode";
    internal const string AllowedFunctionNames = "gemini.allowedFunctionNames";
    internal const string ResponseModalities = "gemini.responseModalities";
    internal const string AspectRatio = "gemini.aspectRatio";
    internal const string ImageSize = "gemini.imageSize";
    internal const string VoiceName = "gemini.voiceName";
    internal const string CandidateCount = "gemini.candidateCount";
    internal const string ResponseLogprobs = "gemini.responseLogprobs";
    internal const string Logprobs = "gemini.logprobs";
    internal const string SafetySettings = "gemini.safetySettings";
    internal const string ServiceTier = "gemini.serviceTier";
    internal const string Labels = "gemini.labels";
    internal const string MediaResolution = "gemini.mediaResolution";
    internal const string CachedContent = "gemini.cachedContent";
    internal const string Store = "gemini.store";
    internal const string MaxContinuations = "gemini.maxContinuations";
    internal const string AllowPrefill = "gemini.allowPrefill";
    internal const string OpenApiSchemas = "gemini.openApiSchemas";
    internal const string ResponseMimeType = "gemini.responseMimeType";
}
