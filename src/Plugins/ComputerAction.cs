using System.Globalization;
using System.Text.Json;

namespace Connectors.Gemini.Plugins;

/// <summary>
/// An action that the model asks for. The names depend on its generation: <c>click_at</c>, <c>type_text_at</c>, <c>navigate</c> of the first, <c>click</c>, <c>type</c>, <c>press_key</c> since 3.5.
/// </summary>
/// <param name="Name">The action's name.</param>
/// <param name="Arguments">Its arguments, as the model gave them.</param>
public sealed record ComputerAction(string Name, IReadOnlyDictionary<string, object?> Arguments)
{
    private const double Grid = 1000;

    /// <summary>A text argument.</summary>
    /// <param name="name">Its name: <c>text</c>, <c>url</c>, <c>keys</c>.</param>
    /// <returns>The text; <see langword="null"/> where there is none.</returns>
    public string? Text(string name) => Arguments.GetValueOrDefault(name) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        _ => null,
    };

    /// <summary>A place on the screen. Models count both axes from 0 to 999, whatever the screen's size.</summary>
    /// <param name="width">The screen's width in pixels.</param>
    /// <param name="height">The screen's height in pixels.</param>
    /// <param name="x">The name of the horizontal argument.</param>
    /// <param name="y">The name of the vertical argument.</param>
    /// <returns>The place in pixels; <see langword="null"/> where the model gave none.</returns>
    public (int X, int Y)? Place(int width, int height, string x = "x", string y = "y") =>
        Number(x) is { } across && Number(y) is { } down
            ? ((int)Math.Round(Math.Clamp(across, 0, Grid - 1) / Grid * width), (int)Math.Round(Math.Clamp(down, 0, Grid - 1) / Grid * height))
            : null;

    private double? Number(string name) => Arguments.GetValueOrDefault(name) switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } json => json.GetDouble(),
        IConvertible number and not string => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };
}
