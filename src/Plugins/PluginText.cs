using System.Globalization;

namespace Connectors.Gemini.Plugins;

/// <summary>Texts that a model reads: short enough, and honest about what was left out.</summary>
internal static class PluginText
{
    /// <summary>The most characters of one text of a result.</summary>
    internal const int MaxLength = 20_000;

    internal static string Bound(string text, int length = MaxLength)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}\n[cut: {end} of {text.Length} characters are shown]");
    }

    internal static string Require(string? text, string argument) =>
        string.IsNullOrWhiteSpace(text) ? throw new PluginException($"The argument '{argument}' is empty.") : text;
}
