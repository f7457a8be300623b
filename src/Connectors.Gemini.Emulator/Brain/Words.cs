using System.Text;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>A text as words that can be compared: lower case, camelCase and snake_case taken apart, plural s dropped, empty words left out.</summary>
internal static class Words
{
    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "of", "for", "in", "on", "at", "to", "from", "by", "with", "and", "or", "is", "are", "was", "be", "it", "this", "that", "what", "which",
        "how", "who", "when", "where", "me", "my", "i", "you", "your", "we", "please", "can", "could", "do", "doe", "did", "get", "set", "give", "tell", "show",
        "fetch", "return", "current", "given", "some", "any", "all", "name", "value", "function", "tool", "if", "no", "not", "use", "using", "call", "as",
    };

    public static HashSet<string> Of(string text) => [.. Split(text).Select(Plain).Where(word => word.Length > 1 && !Empty.Contains(word))];

    /// <summary>One word, as <see cref="Of"/> has it.</summary>
    public static string Plain(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower.Length > 3 && lower.EndsWith('s') && !lower.EndsWith("ss", StringComparison.Ordinal) ? lower[..^1] : lower;
    }

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isLetter = Rune.IsLetterOrDigit(rune);
            var startsWord = Rune.IsUpper(rune) && word.Length > 0 && char.IsLower(word[^1]);
            if ((!isLetter || startsWord) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (isLetter)
            {
                word.Append(rune.ToString());
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
