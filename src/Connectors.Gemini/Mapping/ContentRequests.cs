using Connectors.Gemini.Http;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Mapping;

/// <summary>generateContent for the rooms that ask once and read the first candidate. The chat, which follows an answer over several requests, has a way of its own.</summary>
internal static class ContentRequests
{
    internal static async Task<GeminiReply<GenerateContentResponse>> GenerateContentAsync(this GeminiPipeline pipeline, string model, GenerateContentRequest request, CancellationToken cancellationToken)
    {
        var reply = await pipeline.SendAsync(
            HttpMethod.Post,
            pipeline.ModelPath(model, "generateContent"),
            request,
            WireFormats.GenerateContentRequest,
            WireFormats.GenerateContentResponse,
            headers: [],
            cancellationToken).ConfigureAwait(false);
        reply.Value.ResponseHeaders = reply.Headers;
        return reply;
    }

    internal static Task<GeminiStream<GenerateContentResponse>> OpenContentStreamAsync(this GeminiPipeline pipeline, string model, GenerateContentRequest request, CancellationToken cancellationToken) =>
        pipeline.OpenStreamAsync(
            pipeline.ModelPath(model, "streamGenerateContent"),
            request,
            WireFormats.GenerateContentRequest,
            WireFormats.GenerateContentResponse,
            cancellationToken);

    /// <summary>The parts of the first candidate.</summary>
    internal static IEnumerable<Part> Parts(this GenerateContentResponse response) =>
        response.Candidates?.FirstOrDefault(static candidate => candidate.Index is null or 0)?.Content?.Parts ?? [];
}
