namespace Connectors.Gemini.Emulator.Tests.Rules;

/// <summary>Recorded requests that the rules cannot judge, each with its reason.</summary>
public static class TrafficExceptions
{
    private const string Account = "refused for the state of the account or its quota, not for the request";

    private const string Key = "refused for its key or for having none, and the recorder removed every key";

    private const string OldModel = "recorded after the model was turned off; earlier recordings of the same model were accepted, and the table keeps retired ids";

    private const string Fetch = "refused because the service could not fetch a URL of the request";

    private const string Redacted = "the recorder replaced the signatures, and the model validates them";

    private const string NoBody = "the recording has no JSON body of the request";

    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["0xPlaygrounds__rig/gemini__response_identity__auth_rejection_keeps_transport_shape.json#0"] = Key,
        ["0xPlaygrounds__rig/gemini__streaming_multimodal_tool_results__streaming_history_preserves_hybrid_tool_result_image_parts.json#1"] = Redacted,
        ["DataDog__dd-trace-py/vertexai__vertexai_generate_content_boolean.json#0"] = NoBody,
        ["DataDog__dd-trace-py/vertexai__vertexai_generate_content_categorical.json#0"] = NoBody,
        ["DataDog__dd-trace-py/vertexai__vertexai_generate_content_score.json#0"] = NoBody,
        ["crewAIInc__crewAI/TestAgentMultimodalGemini.test_mixed_files_gemini-gemini-2.0-flash.json#1"] = Account,
        ["crewAIInc__crewAI/TestAgentMultimodalGemini.test_video_file_gemini-gemini-2.0-flash.json#0"] = Account,
        ["crewAIInc__crewAI/TestCrewMultimodalGemini.test_image_file_gemini-gemini-1.5-flash.json#0"] = OldModel,
        ["crewAIInc__crewAI/TestCrewMultimodalGemini.test_image_file_gemini-gemini-1.5-flash.json#1"] = OldModel,
        ["crewAIInc__crewAI/TestCrewMultimodalGemini.test_image_file_gemini-gemini-1.5-flash.json#2"] = OldModel,
        ["crewAIInc__crewAI/llms__google__test_google_streaming_returns_usage_metrics.json#0"] = Key,
        ["crewAIInc__crewAI/llms__google__test_google_streaming_returns_usage_metrics.json#1"] = Key,
        ["crewAIInc__crewAI/llms__google__test_google_streaming_returns_usage_metrics.json#2"] = Key,
        ["pydantic__pydantic-ai/test_multimodal_tool_returns__test_model_sees_multiple_images_google_vertex.json#1"] = Fetch,
        ["pydantic__pydantic-ai/test_multimodal_tool_returns__test_multimodal_tool_return_matrix_direct-url-image-google_vertex.json#2"] = Fetch,
        ["pydantic__pydantic-ai/test_multimodal_tool_returns__test_multimodal_tool_return_matrix_tool_return_content-url-image-google_vertex.json#3"] = Fetch,
        ["tmc__langchaingo/llms__googleai__TestGoogleAIErrorHandling.json#0"] = Key,
    };
}
