using System.Net.Http.Headers;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>The parts of an answer as contents. A part that this version does not know becomes a bare content that carries its JSON and goes back as it came.</summary>
internal static class PartMapping
{
    internal static void Read(Part part, AnswerState state, List<AIContent> contents)
    {
        switch (part)
        {
            case { FunctionCall: { } piece } when state.OpenCall is { } open && string.IsNullOrEmpty(piece.Name):
                open.Add(part);
                if (piece.WillContinue != true)
                {
                    Close(state, contents);
                }

                break;
            case { FunctionCall: { Name.Length: > 0 } opening } when opening.WillContinue == true || opening.PartialArgs is not null:
                Close(state, contents);
                state.OpenCall = new StreamedCall(part);
                if (opening.WillContinue != true)
                {
                    Close(state, contents);
                }

                break;
            case { FunctionCall: { Name.Length: > 0, PartialArgs: null, WillContinue: null } }:
                // A call that was never closed came before this one.
                Close(state, contents);
                FunctionCallMapping.Read(part, state, contents);
                break;
            case { InlineData: { Data: not null } blob } when blob.MimeType is null || MediaTypeHeaderValue.TryParse(blob.MimeType, out _):
            case { FileData: { FileUri: { } uri } file } when Uri.TryCreate(uri, UriKind.Absolute, out _) && (file.MimeType is null || MediaTypeHeaderValue.TryParse(file.MimeType, out _)):
                MediaMapping.Read(part, contents);
                state.Run = AnswerState.OpenRun.None;
                break;
            case { Text: not null } when HasNoPayloadButText(part):
                TextMapping.Read(part, state, contents);
                break;
            case { ThoughtSignature: not null, UnknownFields: null } when HasNoPayloadButText(part):
                // A signature without a payload: the service takes it back on an empty text only.
                part.Text = "";
                TextMapping.Read(part, state, contents);
                break;
            case { UnknownFields: null } when HasNoPayloadButText(part):
                break;
            default:
                if (HostedPartMapping.Read(part, state, contents))
                {
                    break;
                }

                contents.Add(new AIContent
                {
                    RawRepresentation = part,
                    AdditionalProperties = new() { [ContentKeys.Part] = PartTemplate.ToJson(part) },
                });
                state.Run = AnswerState.OpenRun.None;
                break;
        }

        state.PartIndex++;
    }

    /// <summary>Hands out the call whose arguments were arriving, if there is one.</summary>
    internal static void Close(AnswerState state, List<AIContent> contents)
    {
        if (state.OpenCall is not { } call)
        {
            return;
        }

        state.OpenCall = null;
        FunctionCallMapping.Read(call.Close(), state, contents);
    }

    /// <summary>The part that a bare content carries, if it carries one.</summary>
    internal static Part? WriteKept(AIContent content) =>
        content.AdditionalProperties.GetJson(ContentKeys.Part) is null ? null : PartTemplate.Restore(content);

    private static bool HasNoPayloadButText(Part part) => part is
    {
        InlineData: null,
        FileData: null,
        FunctionCall: null,
        FunctionResponse: null,
    }
    && (!part.MayHaveRareFields || part is
    {
        ExecutableCode: null,
        CodeExecutionResult: null,
        ToolCall: null,
        ToolResponse: null,
        AudioTranscription: null,
    });
}
