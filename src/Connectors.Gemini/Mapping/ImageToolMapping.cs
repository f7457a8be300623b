using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// <see cref="HostedImageGenerationTool"/>: image models make images by themselves, so the tool is no tool of the request but its response modalities and image config.
/// What comes back is shown as the tool's call and result, as M.E.AI's other clients do; the image inside carries the signature.
/// </summary>
internal static class ImageToolMapping
{
    internal static bool IsAskedFor(ChatOptions? options) =>
        options is { ToolMode: not NoneChatToolMode, Tools: { } tools } && tools.Any(static tool => tool is HostedImageGenerationTool);

    internal static void Write(IList<AITool>? tools, GenerationConfig config, string model, ModelFamily family, bool isVertex, ILogger logger)
    {
        if (tools?.OfType<HostedImageGenerationTool>().LastOrDefault() is not { } tool)
        {
            return;
        }

        if (!family.MakesImages)
        {
            throw new NotSupportedException(
                $"The model '{model}' makes no images, so it has no HostedImageGenerationTool. Chat with an image model such as gemini-3.1-flash-image, or let this model call one: chat.AsBuilder().UseImageGeneration(gemini.AsIImageGenerator(...)).UseFunctionInvocation().");
        }

        config.ResponseModalities ??= [ResponseModality.Text, ResponseModality.Image];
        if (tool.Options is not { } options)
        {
            return;
        }

        ImageConfigMapping.RefuseImagens(options.AdditionalProperties, model);
        if (options.AdditionalProperties.GetJson(ImageOptionKeys.SafetySettings) is not null)
        {
            throw new ArgumentException("Safety settings count for all that a chat answers, and not for HostedImageGenerationTool.Options alone: set GeminiChatOptions.SafetySettings.");
        }

        if (options.Count > 1)
        {
            MappingLog.NotTaken(logger, $"HostedImageGenerationTool.Options.Count {options.Count}", model);
        }

        config.ImageConfig ??= ImageConfigMapping.Write(options, model, family, isVertex, logger);
        config.Seed ??= options.AdditionalProperties.GetInt32(ImageOptionKeys.Seed);
    }

    /// <summary>Puts the image at the end of <paramref name="contents"/> into the tool's result.</summary>
    internal static void Wrap(List<AIContent> contents)
    {
        var image = contents[^1];
        if (image is not (DataContent or UriContent) || image.AdditionalProperties.GetBoolean(ContentKeys.Thought) == true)
        {
            return;
        }

        var id = HostedPartMapping.NewId();
        contents[^1] = new ImageGenerationToolCallContent(id);
        contents.Add(new ImageGenerationToolResultContent(id) { Outputs = [image], RawRepresentation = image.RawRepresentation });
    }
}
