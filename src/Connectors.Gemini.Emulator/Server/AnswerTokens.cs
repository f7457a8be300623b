using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>The tokens of an answer so far: what is shown, and the thoughts, which cost the same whether they are shown or not.</summary>
internal sealed class AnswerTokens(Reply reply)
{
    public TokenCount Shown { get; } = new();

    public int Thoughts { get; } = TokenCount.OfCharacters(reply.FurtherCandidates.Prepend(reply)
        .SelectMany(candidate => candidate.Parts)
        .Where(part => part is { IsThought: true, IsText: true })
        .Sum(part => part.Json["text"]!.ToString().Length));

    public void Add(IEnumerable<JsonObject> parts)
    {
        foreach (var part in parts)
        {
            if (!new ReplyPart(part, IsRaw: false).IsThought)
            {
                Shown.AddAnswerPart(part);
            }
        }
    }
}
