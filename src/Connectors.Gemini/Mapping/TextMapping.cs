using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// Text and thought parts. A text's signature follows it as a reasoning content without text, which survives the merging of streamed texts,
/// with the length of the signed text: merged texts are cut there again.
/// </summary>
internal static class TextMapping
{
    internal static void Read(Part part, AnswerState state, List<AIContent> contents)
    {
        if (part.Thought == true)
        {
            ReadThought(part, state, contents);
        }
        else
        {
            ReadText(part, state, contents);
        }
    }

    /// <summary>Adds a text of the caller's or of the model's, without signature.</summary>
    internal static void Write(TextContent content, bool isModelTurn, List<Part> parts)
    {
        if (string.IsNullOrEmpty(content.Text))
        {
            return;
        }

        var part = isModelTurn ? PartTemplate.Restore(content) : new Part();
        // Middleware puts a text in the place of an image and copies the image's properties onto it.
        if (part is not { InlineData: null, FileData: null, FunctionCall: null })
        {
            part = new Part();
        }

        part.Text = content.Text;
        parts.Add(part);
    }

    /// <summary>Adds a thought of Gemini's, or gives the texts before it their signature. Reasoning of anybody else is not sent.</summary>
    /// <returns>Whether the content was Gemini's.</returns>
    internal static bool Write(TextReasoningContent content, List<Part> parts)
    {
        if (content.AdditionalProperties.GetInt32(ContentKeys.SignedTextLength) is { } length)
        {
            if (!string.IsNullOrEmpty(content.ProtectedData))
            {
                Sign(parts, length, content.ProtectedData);
            }

            return true;
        }

        if (content.AdditionalProperties.GetBoolean(ContentKeys.Thought) != true)
        {
            return false;
        }

        if (!string.IsNullOrEmpty(content.Text) || !string.IsNullOrEmpty(content.ProtectedData))
        {
            var part = PartTemplate.Restore(content);
            part.Text = content.Text ?? "";
            part.Thought = true;
            part.ThoughtSignature = string.IsNullOrEmpty(content.ProtectedData) ? null : content.ProtectedData;
            parts.Add(part);
        }

        return true;
    }

    /// <summary>Adds the empty signed text part that <see cref="ReadText"/> kept as a content of its own.</summary>
    internal static bool WriteEmptySigned(AIContent content, List<Part> parts)
    {
        if (content.AdditionalProperties.GetInt32(ContentKeys.SignedTextLength) is null
            || content.AdditionalProperties.GetString(ContentKeys.ThoughtSignature) is not { } signature)
        {
            return false;
        }

        parts.Add(new Part { Text = "", ThoughtSignature = signature });
        return true;
    }

    private static void ReadThought(Part part, AnswerState state, List<AIContent> contents)
    {
        if (part.Text is not { Length: > 0 } && part.ThoughtSignature is null)
        {
            return;
        }

        Separate(part, AnswerState.OpenRun.Thought, state, contents);
        var content = new TextReasoningContent(part.Text) { ProtectedData = part.ThoughtSignature, RawRepresentation = part };
        if (PartTemplate.IsPlain(part))
        {
            content.AdditionalProperties = state.ThoughtMark;
        }
        else
        {
            content.AdditionalProperties = new() { [ContentKeys.Thought] = true };
            PartTemplate.Keep(part, content);
        }

        contents.Add(content);
        if (part.ThoughtSignature is not null)
        {
            state.Run = AnswerState.OpenRun.None;
        }
    }

    private static void ReadText(Part part, AnswerState state, List<AIContent> contents)
    {
        var text = part.Text ?? "";
        if (text.Length > 0)
        {
            Separate(part, AnswerState.OpenRun.Text, state, contents);
            var content = new TextContent(text) { RawRepresentation = part };
            PartTemplate.Keep(part, content);
            contents.Add(content);
        }

        if (part.ThoughtSignature is not { } signature)
        {
            return;
        }

        // Right after a thought, a reasoning content would be merged into it and the signature taken for the thought's: there a bare content carries it.
        contents.Add(state.Run == AnswerState.OpenRun.Thought
            ? new AIContent
            {
                RawRepresentation = part,
                AdditionalProperties = new() { [ContentKeys.ThoughtSignature] = signature, [ContentKeys.SignedTextLength] = 0 },
            }
            : new TextReasoningContent(null)
            {
                ProtectedData = signature,
                RawRepresentation = part,
                AdditionalProperties = new() { [ContentKeys.SignedTextLength] = text.Length },
            });
        state.Run = AnswerState.OpenRun.None;
    }

    /// <summary>Puts an empty content between two that would be merged although one of them has more than its text, and would lose it.</summary>
    private static void Separate(Part part, AnswerState.OpenRun run, AnswerState state, List<AIContent> contents)
    {
        var hasTemplate = !PartTemplate.IsPlain(part);
        if (state.Run == run && (hasTemplate || state.RunHasTemplate))
        {
            contents.Add(new AIContent());
        }

        state.Run = run;
        state.RunHasTemplate = hasTemplate;
    }

    /// <summary>Gives the last <paramref name="length"/> characters of text their signature; what stands before them becomes a part of its own.</summary>
    private static void Sign(List<Part> parts, int length, string signature)
    {
        if (length > 0 && parts is [.., { Text: { Length: > 0 } text, Thought: not true, ThoughtSignature: null } last])
        {
            if (length < text.Length)
            {
                last.Text = text[..^length];
                parts.Add(new Part { Text = text[^length..], ThoughtSignature = signature });
            }
            else
            {
                last.ThoughtSignature = signature;
            }
        }
        else
        {
            parts.Add(new Part { Text = "", ThoughtSignature = signature });
        }
    }
}
