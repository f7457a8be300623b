using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class MediaTypeRule() : GenerateRule(
    "media-type",
    "Inline data has a media type that the service reads; on Vertex AI references have a media type too",
    EmulatorRuleEvidence.Documented)
{
    private static readonly string[] Families = ["text/", "audio/", "video/"];

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/jpg", "image/webp", "image/heic", "image/heif", "image/gif", "image/avif", "image/bmp", "image/tiff",
        "application/pdf", "application/json", "application/x-ipynb+json", "application/rtf", "application/xml", "application/javascript",
        "application/x-javascript", "application/x-typescript", "application/x-python-code", "application/typescript", "application/ogg",
    };

    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var unknown = context.Conversation.Contents
            .SelectMany(content => content.Parts)
            .SelectMany(part => part.IsResult
                ? part.Payload.Items("parts").Select(item => item.Field("inlineData"))
                : part.Kind is "inlineData" ? [part.Payload] : [])
            .Where(blob => blob is not null)
            .Select(blob => blob.Text("mimeType") ?? "")
            .FirstOrDefault(type => !IsKnown(type));
        if (context.IsVertex && context.Conversation.Contents.SelectMany(content => content.Parts).Any(part => part.Kind is "fileData" && string.IsNullOrEmpty(part.Payload.Text("mimeType"))))
        {
            yield return Refuse($"Unable to submit request because it must have a mimeType parameter. Add a mimeType parameter and try again. {LearnMore}");
        }

        if (unknown is null)
        {
            yield break;
        }

        yield return Refuse(context.IsVertex
            ? $"Unable to submit request because it has a mimeType parameter with value {unknown}, which is not supported. Update the mimeType and try again. {LearnMore}"
            : $"Unsupported MIME type: {unknown}");
    }

    private static bool IsKnown(string type)
    {
        type = type.Split(';')[0].Trim();
        return Known.Contains(type)
            || Families.Any(family => type.Length > family.Length && type.StartsWith(family, StringComparison.OrdinalIgnoreCase));
    }
}
