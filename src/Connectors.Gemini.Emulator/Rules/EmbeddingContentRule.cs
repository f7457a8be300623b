using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class EmbeddingContentRule() : Rule(
    "embedding-content",
    "What is embedded has parts, none of them empty, and is of a kind that the model embeds: text, and from gemini-embedding-2 on up to 6 images and other media",
    EmulatorRuleEvidence.Documented)
{
    private const int MostImages = 6;

    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        if (!context.Route.IsEmbed || context.Model is not { } model)
        {
            yield break;
        }

        foreach (var (_, request) in context.Embeds)
        {
            List<JsonElement> parts = [.. request.Field("content").Items("parts")];
            var media = parts.Where(part => part.Field("inlineData") is not null || part.Field("fileData") is not null).ToList();
            if (parts.Count == 0)
            {
                yield return Refuse("* EmbedContentRequest.content: content is not specified\n");
            }
            else if (parts.Exists(part => part.Text("text") is null or "" && !media.Contains(part)))
            {
                yield return Refuse("EmbedContentRequest.content contains an empty Part.");
            }
            else if (media.Count > 0 && !model.EmbedsMedia)
            {
                yield return Refuse($"* EmbedContentRequest.content: models/{model.Id} supports text content only\n");
            }
            else if (media.Count(IsImage) > MostImages)
            {
                yield return Refuse($"* EmbedContentRequest.content: at most {MostImages} images can be in one content\n");
            }
        }
    }

    private static bool IsImage(JsonElement part) =>
        (part.Field("inlineData") ?? part.Field("fileData")).Text("mimeType")?.StartsWith("image/", StringComparison.Ordinal) == true;
}
