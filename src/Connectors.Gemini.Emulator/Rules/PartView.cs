using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>A part of a content: its payload and the signature beside it.</summary>
internal readonly record struct PartView(JsonElement Element, int Index, string? Kind, JsonElement Payload)
{
    private static readonly string[] Kinds =
    [
        "text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult", "toolCall", "toolResponse",
        "audioTranscription",
    ];

    public string? Signature => Element.Text("thoughtSignature");

    public bool IsCall => Kind is "functionCall";

    public bool IsResult => Kind is "functionResponse";

    public bool IsEmptyText => Kind is "text" && Payload.ValueKind == JsonValueKind.String && Payload.GetString() is "";

    public static PartView Of(JsonElement part, int index, IReadOnlySet<string> knownExtraNames)
    {
        foreach (var kind in Kinds)
        {
            if (part.Field(kind) is { } payload)
            {
                return new PartView(part, index, kind, payload);
            }
        }

        foreach (var name in knownExtraNames)
        {
            if (part.Field(name) is { } payload)
            {
                return new PartView(part, index, name, payload);
            }
        }

        return new PartView(part, index, null, default);
    }
}
