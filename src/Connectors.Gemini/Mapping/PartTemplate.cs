using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// What a part has beyond what its content can hold: unknown fields, metadata. It travels as JSON under <see cref="ContentKeys.Part"/>,
/// without the payload that the content itself carries, and the part is rebuilt on it.
/// </summary>
internal static class PartTemplate
{
    /// <summary>Whether the part holds nothing but a payload, <c>thought</c> and <c>thoughtSignature</c>: the usual case, which needs no template.</summary>
    internal static bool IsPlain(Part part) =>
        part.UnknownFields is null
        && (!part.MayHaveRareFields || part is { PartMetadata: null, MediaResolution: null, MediaProcessing: null, VideoMetadata: null, SpeechMetadata: null })
        && part.FunctionCall?.UnknownFields is null
        && part.InlineData?.UnknownFields is null
        && FileRest(part.FileData) is null;

    /// <summary>Keeps what <paramref name="part"/> has beside its payload, if anything.</summary>
    internal static void Keep(Part part, AIContent content)
    {
        if (IsPlain(part))
        {
            return;
        }

        var rest = new Part
        {
            PartMetadata = part.PartMetadata,
            MediaResolution = part.MediaResolution,
            MediaProcessing = part.MediaProcessing,
            VideoMetadata = part.VideoMetadata,
            SpeechMetadata = part.SpeechMetadata,
            UnknownFields = part.UnknownFields,
            FunctionCall = part.FunctionCall?.UnknownFields is { } callFields ? new FunctionCall { UnknownFields = callFields } : null,
            InlineData = part.InlineData?.UnknownFields is { } blobFields ? new Blob { UnknownFields = blobFields } : null,
            FileData = FileRest(part.FileData),
        };
        (content.AdditionalProperties ??= [])[ContentKeys.Part] = ToJson(rest);
    }

    /// <summary>A part to rebuild on: the kept one, or an empty one.</summary>
    internal static Part Restore(AIContent content) =>
        content.AdditionalProperties.GetJson(ContentKeys.Part) is { ValueKind: JsonValueKind.Object } json
            ? json.Deserialize(WireJson.Instance.Part) ?? new Part()
            : new Part();

    internal static JsonElement ToJson(Part part) => JsonSerializer.SerializeToElement(part, WireJson.Instance.Part);

    /// <summary>What a reference has beside its URI and media type; the media type too where a content cannot tell it from an unknown one.</summary>
    private static FileData? FileRest(FileData? file) =>
        file is null or { DisplayName: null, UnknownFields: null, MimeType: null } || (file is { DisplayName: null, UnknownFields: null } && MediaMapping.IsConcrete(file.MimeType))
            ? null
            : new FileData { DisplayName = file.DisplayName, UnknownFields = file.UnknownFields, MimeType = MediaMapping.IsConcrete(file.MimeType) ? null : file.MimeType };
}
