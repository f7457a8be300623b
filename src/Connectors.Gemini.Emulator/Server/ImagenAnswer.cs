using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Brain;
using Connectors.Gemini.Emulator.Models;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>Images by predict: a script's images, or painted ones; what has no image was filtered out, which the answer tells only where it was asked to.</summary>
internal static class ImagenAnswer
{
    private const int DefaultCount = 4;

    private const string Filtered =
        "Unable to show generated images. All images were filtered out because they violated Vertex AI's usage guidelines. You will not be charged for blocked images. Try rephrasing the prompt. If you think this was an error, send feedback. Support codes: 58061214";

    public static bool Takes(Route route) => route.Method == "predict" && EmulatorModels.Find(route.Model) is { EmbeddingDimensions: 0 };

    public static Reply Default(ScriptRequest request)
    {
        var parameters = request.Body.Field("parameters");
        var mimeType = parameters.Field("outputOptions").Field("mimeType").Text() ?? "image/png";
        var reply = Reply.Empty();
        for (var i = 0; i < (parameters.Field("sampleCount").Int() ?? DefaultCount); i++)
        {
            var source = string.Create(CultureInfo.InvariantCulture, $"{request.Body.Field("instances").GetRawText()}{i}");
            reply.ThenImage(ImagePainter.Paint(source, parameters.Field("aspectRatio").Text(), parameters.Field("sampleImageSize").Text(), mimeType), mimeType);
        }

        return reply;
    }

    public static JsonObject Of(ScriptRequest request, Reply reply)
    {
        var predictions = reply.Parts.Where(part => part is { IsImage: true, IsThought: false })
            .Select(part => new JsonObject
            {
                ["bytesBase64Encoded"] = part.Json["inlineData"]!["data"]!.DeepClone(),
                ["mimeType"] = part.Json["inlineData"]!["mimeType"]!.DeepClone(),
            })
            .ToList();
        if (predictions.Count > 0)
        {
            return new() { ["predictions"] = new JsonArray([.. predictions]) };
        }

        return request.Body.Field("parameters").Field("includeRaiReason").IsTrue()
            ? new() { ["predictions"] = new JsonArray(new JsonObject { ["raiFilteredReason"] = reply.FinishMessage ?? Filtered }) }
            : [];
    }
}
