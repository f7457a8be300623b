using System.Globalization;
using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class VideoMetadataRule() : GenerateRule(
    "video-metadata",
    "Video offsets are not negative and in order, frames per second are over 0 and at most 24",
    EmulatorRuleEvidence.Inferred)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model) => RefuseFields(
        from content in context.Conversation.Contents
        from part in content.Parts
        let problem = part.Element.Field("videoMetadata") is { } metadata ? Problem(metadata) : null
        where problem is not null
        select ($"contents[{content.Index}].parts[{part.Index}].video_metadata.{problem.Value.Field}", problem.Value.Text));

    private static (string Field, string Text)? Problem(JsonElement metadata)
    {
        var (start, end) = (Seconds(metadata, "startOffset"), Seconds(metadata, "endOffset"));
        if (start < 0)
        {
            return ("start_offset", "start_offset must not be negative.");
        }

        if (end < 0 || end < (start ?? 0))
        {
            return ("end_offset", "end_offset must not be before start_offset.");
        }

        // 0 is the absent value.
        return ((JsonElement?)metadata).Number("fps") is { } fps and not 0 && (fps < 0 || fps > 24) ? ("fps", "fps must be in the range (0.0, 24.0].") : null;
    }

    private static decimal? Seconds(JsonElement metadata, string name) =>
        metadata.Text(name) is { } duration ? decimal.Parse(duration.TrimEnd('s'), CultureInfo.InvariantCulture) : null;
}
