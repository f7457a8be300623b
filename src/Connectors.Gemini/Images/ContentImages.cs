using System.Text.Json;
using Connectors.Gemini.Http;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Images;

/// <summary>Images of Gemini models: <c>generateContent</c>. A request makes one image, so several are several requests, a few of them at a time.</summary>
internal sealed class ContentImages(GeminiPipeline pipeline, ILogger logger)
{
    internal const string NoImage = "No image was made";

    private const int MaxParallelRequests = 4;

    /// <param name="call">What is wanted.</param>
    /// <param name="given">Makes the caller's own body to start from, anew for each request.</param>
    /// <param name="cancellationToken">Ends all requests.</param>
    internal async Task<ImageGenerationResponse> GenerateAsync(ImageCall call, Func<GenerateContentRequest?> given, CancellationToken cancellationToken)
    {
        // All of them before the first is sent: what cannot be sent throws here.
        var requests = new GenerateContentRequest[call.Count];
        for (var i = 0; i < requests.Length; i++)
        {
            requests[i] = Write(call, given(), i);
        }

        var replies = new GeminiReply<GenerateContentResponse>[requests.Length];
        await Parallel.ForAsync(
            0,
            requests.Length,
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallelRequests, CancellationToken = cancellationToken },
            async (i, token) => replies[i] = await pipeline.GenerateContentAsync(call.Model, requests[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        return Read(call, replies);
    }

    private GenerateContentRequest Write(ImageCall call, GenerateContentRequest? given, int index)
    {
        var properties = call.Options.AdditionalProperties;
        ImageConfigMapping.RefuseImagens(properties, call.Model);
        var request = given ?? new GenerateContentRequest();
        request.Contents ??= OriginalImages.Write(call, pipeline.Surface);
        request.SafetySettings ??= properties.GetJson(ImageOptionKeys.SafetySettings)?.Deserialize(WireJson.Instance.IListSafetySetting);
        var config = request.GenerationConfig ??= new GenerationConfig();
        config.ResponseModalities ??= [ResponseModality.Text, ResponseModality.Image];
        config.ImageConfig ??= ImageConfigMapping.Write(call.Options, call.Model, call.Family, pipeline.IsVertex, logger);
        config.Seed ??= properties.GetInt32(ImageOptionKeys.Seed) + index;
        return request;
    }

    private static ImageGenerationResponse Read(ImageCall call, GeminiReply<GenerateContentResponse>[] replies)
    {
        var answers = Array.ConvertAll(replies, static reply => reply.Value);
        var contents = new List<AIContent>();
        List<MissingAnswer>? failures = null;
        UsageDetails? usage = null;
        foreach (var answer in answers)
        {
            var made = Read(call, answer);
            if (made.Exists(IsImage))
            {
                contents.AddRange(made);
            }
            else
            {
                (failures ??= []).Add(MissingAnswer.Of(NoImage, answer, string.Concat(made.OfType<TextContent>().Select(static text => text.Text)), answer.UsageMetadata));
            }

            usage = UsageMapping.Sum(usage, answer.UsageMetadata is { } counts ? UsageMapping.Read(counts) : null);
        }

        if (failures is not null && contents.Count == 0)
        {
            throw failures[0].ToException(replies[0].Path);
        }

        // The images that were made are paid for: a refusal of others does not take them away.
        contents.AddRange(failures?.Select(static failure => failure.ToContent()) ?? []);
        return new ImageGenerationResponse(contents) { Usage = usage, RawRepresentation = answers.Length == 1 ? answers[0] : answers };
    }

    /// <summary>Images and the texts beside them, without thoughts and drafts.</summary>
    private static List<AIContent> Read(ImageCall call, GenerateContentResponse answer)
    {
        var state = new AnswerState(answer.ResponseId ?? "", [], tools: null);
        var contents = new List<AIContent>();
        foreach (var part in (answer.Candidates ?? []).SelectMany(static candidate => candidate.Content?.Parts ?? []))
        {
            PartMapping.Read(part, state, contents);
        }

        contents.RemoveAll(static content => content is TextReasoningContent or TextContent { Text: "" } || content.AdditionalProperties.GetBoolean(ContentKeys.Thought) == true);
        foreach (var image in contents.Where(static content => content.AdditionalProperties.GetString(ContentKeys.ThoughtSignature) is not null && IsImage(content)))
        {
            image.AdditionalProperties![OriginalImages.PromptKey] = call.Prompt;
        }

        return contents;
    }

    private static bool IsImage(AIContent content) => content switch
    {
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent uri => uri.HasTopLevelMediaType("image"),
        _ => false,
    };
}
