using System.Net.Http.Headers;
using Connectors.Gemini.Http;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Images;

/// <summary>Images of Imagen and its like on Vertex AI: <c>:predict</c>, up to four images a request.</summary>
internal sealed class PredictedImages(GeminiPipeline pipeline, ILogger logger)
{
    private const int MaxImages = 4;

    /// <summary>On an image: the prompt as the service rewrote it.</summary>
    private const string EnhancedPromptKey = "gemini.enhancedPrompt";

    /// <param name="call">What is wanted.</param>
    /// <param name="given">Makes the caller's own body to start from, anew for each request.</param>
    /// <param name="cancellationToken">Ends all requests.</param>
    internal async Task<ImageGenerationResponse> GenerateAsync(ImageCall call, Func<PredictImagesRequest?> given, CancellationToken cancellationToken)
    {
        if (!pipeline.IsVertex)
        {
            throw new NotSupportedException($"The model '{call.Model}' is served by Vertex AI only: set GeminiClientOptions.Vertex, or use a Gemini image model such as gemini-3.1-flash-image.");
        }

        var requests = new List<PredictImagesRequest>();
        for (var made = 0; made < call.Count; made += MaxImages)
        {
            requests.Add(Write(call, given(), made));
        }

        var answers = new List<PredictImagesResponse>(requests.Count);
        var path = "";
        foreach (var request in requests)
        {
            var reply = await pipeline.SendAsync(
                HttpMethod.Post,
                pipeline.ModelPath(call.Model, "predict"),
                request,
                WireJson.Instance.PredictImagesRequest,
                WireJson.Instance.PredictImagesResponse,
                cancellationToken).ConfigureAwait(false);
            answers.Add(reply.Value);
            path = reply.Path;
        }

        return Read(answers, path);
    }

    private PredictImagesRequest Write(ImageCall call, PredictImagesRequest? given, int made)
    {
        var options = call.Options;
        var properties = options.AdditionalProperties;
        if (properties.GetJson(ImageOptionKeys.SafetySettings) is not null)
        {
            throw new ArgumentException("GeminiImageOptions.SafetySettings are Gemini's: Imagen has one threshold for all categories. Set PredictImagesRequest.Parameters.SafetySetting through RawRepresentationFactory.");
        }

        var request = given ?? new PredictImagesRequest();
        request.Instances ??= [new ImageInstance { Prompt = call.CheckedPrompt(), ReferenceImages = OriginalImages.WriteReferences(call) }];
        var parameters = request.Parameters ??= new ImageParameters();
        // Left out, the service makes four; and what it filters out it tells only when asked to.
        parameters.SampleCount ??= Math.Min(MaxImages, call.Count - made);
        parameters.IncludeRaiReason ??= true;
        parameters.AspectRatio ??= ImageConfigMapping.AspectRatio(options, call.Model, call.Family);
        parameters.SampleImageSize ??= ImageConfigMapping.Resolution(options, call.Model, call.Family, logger);
        parameters.PersonGeneration ??= properties.GetString(ImageOptionKeys.PersonGeneration);
        parameters.NegativePrompt ??= properties.GetString(ImageOptionKeys.NegativePrompt);
        parameters.AddWatermark ??= properties.GetBoolean(ImageOptionKeys.AddWatermark);
        parameters.OutputOptions ??= ImageConfigMapping.Output(options);
        parameters.Seed ??= properties.GetInt32(ImageOptionKeys.Seed) + made;
        return request;
    }

    private static ImageGenerationResponse Read(List<PredictImagesResponse> answers, string path)
    {
        var images = new List<AIContent>();
        var failures = new List<MissingAnswer>();
        foreach (var prediction in answers.SelectMany(static answer => answer.Predictions ?? []))
        {
            if (ReadImage(prediction) is { } image)
            {
                image.RawRepresentation = prediction;
                if (prediction.Prompt is { } prompt)
                {
                    image.AdditionalProperties = new() { [EnhancedPromptKey] = prompt };
                }

                images.Add(image);
            }
            else if (prediction.RaiFilteredReason is { } reason)
            {
                failures.Add(new MissingAnswer(ContentImages.NoImage, "RAI_FILTERED", reason));
            }
        }

        if (images.Count == 0)
        {
            throw (failures is [var first, ..] ? first : new MissingAnswer(ContentImages.NoImage, "none given", "The service gave no prediction: usually the prompt or all images were filtered out.")).ToException(path);
        }

        return new ImageGenerationResponse([.. images, .. failures.Select(static failure => failure.ToContent())])
        {
            RawRepresentation = answers.Count == 1 ? answers[0] : answers,
        };
    }

    private static AIContent? ReadImage(ImagePrediction prediction)
    {
        var declared = MediaTypeHeaderValue.TryParse(prediction.MimeType, out var parsed) ? parsed.MediaType : null;
        return prediction switch
        {
            { BytesBase64Encoded: { IsEmpty: false } bytes } => new DataContent(bytes, declared ?? MediaTypeSniffing.Find(bytes.Span) ?? "image/png"),
            { GcsUri: { } uri } when Uri.TryCreate(uri, UriKind.Absolute, out var address) => new UriContent(address, declared ?? "image/*"),
            _ => null,
        };
    }
}
