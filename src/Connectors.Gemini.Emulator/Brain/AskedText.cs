using System.Globalization;
using System.Text.RegularExpressions;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>
/// A user's text, searched for what can be an argument: quoted strings, names (capitalised words that do not begin a sentence), numbers.
/// Where the text asks for several functions, what follows the word of one belongs to it.
/// </summary>
internal sealed partial class AskedText
{
    private readonly List<(int Start, DeclaredFunction Function)> _claims = [];

    public AskedText(string text, IReadOnlyList<DeclaredFunction> functions)
    {
        Text = text;
        foreach (var word in Word().EnumerateMatches(text))
        {
            var plain = Words.Plain(text.Substring(word.Index, word.Length));
            if (functions.FirstOrDefault(function => Words.Of(function.Name).Contains(plain)) is { } function)
            {
                _claims.Add((word.Index, function));
            }
        }
    }

    public string Text { get; }

    /// <summary>Quoted strings where there are any, else names, without doubles.</summary>
    public IReadOnlyList<string> Names(DeclaredFunction function)
    {
        var quoted = Find(Quoted(), function, match => match.Groups["text"].Value);
        return quoted.Count > 0 ? quoted : Find(Name(), function, match => match.Groups["text"].Value);
    }

    public IReadOnlyList<decimal> Numbers(DeclaredFunction function) =>
        [.. Find(Number(), function, match => match.Value).Select(number => decimal.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>Whether the text says a word or phrase, without regard to case.</summary>
    public bool Says(string phrase) => Words.Of(phrase) is { Count: > 0 } words ? words.IsSubsetOf(Words.Of(Text)) : Text.Contains(phrase, StringComparison.OrdinalIgnoreCase);

    private List<string> Find(Regex kind, DeclaredFunction function, Func<Match, string> value)
    {
        var matches = kind.Matches(Text).Where(match => match.Success).ToList();
        var own = matches.FindAll(match => Owner(match.Index) == function);
        return [.. (own.Count > 0 ? own : matches).Select(value).Distinct(StringComparer.Ordinal)];
    }

    private DeclaredFunction? Owner(int index) => _claims.FindLast(claim => claim.Start <= index).Function;

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("[\"“„](?<text>[^\"“”„]+)[\"”“]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();

    // A capitalised word after a lower-case word or a comma, with the capitalised words that follow it: "in New York", ", Brno".
    [GeneratedRegex(@"(?<=[\p{Ll}\p{N},;:(-]\s*)(?<=[\s(-])(?<text>\p{Lu}[\p{L}\p{M}'-]*(?:\s+\p{Lu}[\p{L}\p{M}'-]*)*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<![\p{L}\p{N}.])-?\d{1,15}(?:\.\d{1,10})?(?![\p{L}\p{N}])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
