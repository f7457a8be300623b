using System.Drawing;
using System.Globalization;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// A size in pixels as what the service takes. The aspect ratio is the nearest one, by the logarithm of width to height, so that portrait and landscape are treated alike.
/// The resolution is the smallest one with as many pixels (5% fewer are let pass), else the largest.
/// </summary>
internal static class ImageSizes
{
    private const double Tolerance = 0.95;

    internal static string? AspectRatio(Size size, string[] ratios) =>
        ratios.Length == 0 ? null : ratios.MinBy(ratio => Math.Abs(Math.Log((double)size.Width / size.Height) - Math.Log(Value(ratio))));

    internal static string? Resolution(Size size, string[] resolutions)
    {
        // A resolution is named after the edge of its square.
        var edge = Math.Sqrt((double)size.Width * size.Height);
        return Array.Find(resolutions, resolution => Edge(resolution) >= edge * Tolerance) ?? resolutions.LastOrDefault();
    }

    private static double Value(string ratio)
    {
        var colon = ratio.IndexOf(':', StringComparison.Ordinal);
        return double.Parse(ratio.AsSpan(0, colon), CultureInfo.InvariantCulture) / double.Parse(ratio.AsSpan(colon + 1), CultureInfo.InvariantCulture);
    }

    private static int Edge(string resolution) =>
        resolution.EndsWith('K') ? 1024 * int.Parse(resolution.AsSpan(0, resolution.Length - 1), CultureInfo.InvariantCulture) : int.Parse(resolution, CultureInfo.InvariantCulture);
}
