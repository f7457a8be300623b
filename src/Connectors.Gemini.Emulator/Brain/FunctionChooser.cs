using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>
/// Decides which declared functions a text asks for: those with a word of their name in it, else the one with at least two words of its description.
/// A text that was answered by function results asks for nothing more, unless the mode is ANY.
/// </summary>
internal static class FunctionChooser
{
    public static IReadOnlyList<PlannedCall> Choose(ScriptRequest request)
    {
        var calling = request.Body.Field("toolConfig").Field("functionCallingConfig");
        var mode = calling.Field("mode").Text()?.ToUpperInvariant();
        var allowed = calling.Field("allowedFunctionNames").Items().Select(name => name.Text()).ToHashSet(StringComparer.Ordinal);
        var functions = request.FunctionDeclarations.Select(declaration => new DeclaredFunction(declaration))
            .Where(function => allowed.Count == 0 || allowed.Contains(function.Name)).ToList();
        var must = mode == "ANY";
        if (mode == "NONE" || functions.Count == 0 || (request.FunctionResults.Count > 0 && !must))
        {
            return [];
        }

        var chosen = Asked(functions, request.LastUserText);
        if (chosen.Count == 0 && must)
        {
            chosen = [functions[0]];
        }

        var text = new AskedText(request.LastUserText, chosen);
        return [.. chosen.SelectMany(function => ArgumentFiller.Fill(function, text).Select(arguments => new PlannedCall(function, arguments)))];
    }

    private static List<DeclaredFunction> Asked(List<DeclaredFunction> functions, string text)
    {
        var words = Words.Of(text);
        var named = functions.FindAll(function => Words.Of(function.Name).Overlaps(words));
        if (named.Count > 0)
        {
            // A function whose name fits better hides those that share only a part of it: get_weather_forecast, get_weather.
            return named.FindAll(function => !named.Exists(other => other != function && IsBetter(other, function, words)));
        }

        var described = functions.Select(function => (Function: function, Score: Words.Of(function.Description).Count(words.Contains)))
            .Where(scored => scored.Score >= 2).OrderByDescending(scored => scored.Score).Select(scored => scored.Function);
        return [.. described.Take(1)];
    }

    private static bool IsBetter(DeclaredFunction one, DeclaredFunction other, HashSet<string> words)
    {
        var (first, second) = (Words.Of(one.Name), Words.Of(other.Name));
        first.IntersectWith(words);
        second.IntersectWith(words);
        return first.IsProperSupersetOf(second);
    }
}
