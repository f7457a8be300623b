using System.Globalization;

namespace Connectors.Gemini.Plugins;

/// <summary>Texts that a model reads: short enough, and honest about what was left out.</summary>
internal static class PluginText
{
    /// <summary>The most characters of one text of a result.</summary>
    internal const int MaxLength = 20_000;

    /// <summary>The most characters of what names something: a file, an address, a title.</summary>
    internal const int MaxName = 2_000;

    private const int MaxLogged = 300;

    internal static string Bound(string text, int length = MaxLength)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}\n[cut: {end} of {text.Length} characters are shown]");
    }

    /// <summary>A text for the log: one short line, whatever a model has put into it.</summary>
    internal static string Logged(string text) =>
        string.Create(Math.Min(text.Length, MaxLogged), text, static (line, whole) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(whole[i]) || whole[i] is '\u2028' or '\u2029' ? ' ' : whole[i];
            }
        });

    internal static string Require(string? text, string argument) =>
        string.IsNullOrWhiteSpace(text) ? throw new PluginException($"The argument '{argument}' is empty.") : text;
}
