using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Models;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>
/// Images made from the prompt: its hash is the colour. Shape and size are what was asked for, each edge a sixteenth of the real one, so that they stay small.
/// JPEG from generation 3 on and PNG before, as the service has it, or what Vertex AI was asked for.
/// </summary>
internal static class ImagePainter
{
    private const int SquareEdge = 64;

    public static bool HasNothingToPaint(ScriptRequest request) =>
        string.IsNullOrWhiteSpace(request.LastUserText) && !request.LastUserParts.Any(part => part.Field("inlineData").Exists() || part.Field("fileData").Exists());

    public static Reply Paint(ScriptRequest request, Reply reply)
    {
        var config = request.Config.Field("imageConfig");
        var generation = EmulatorModels.Find(request.Model)?.Generation ?? decimal.MaxValue;
        var mimeType = config.Field("imageOutputOptions").Field("mimeType").Text() ?? (generation < 3 ? "image/png" : "image/jpeg");
        return reply.ThenImage(Paint(Seed(request), config.Field("aspectRatio").Text(), generation < 3 ? null : config.Field("imageSize").Text(), mimeType), mimeType);
    }

    public static byte[] Paint(string source, string? aspectRatio, string? size, string mimeType)
    {
        var (width, height) = Edges(aspectRatio, size);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(source));
        var colour = (hash[0] << 16) | (hash[1] << 8) | hash[2];
        return mimeType == "image/jpeg" ? SampleMedia.Jpeg(width, height, colour) : SampleMedia.Png(width, height, colour);
    }

    /// <summary>Everything that the user said and showed last: an edit gives another image than its original.</summary>
    private static string Seed(ScriptRequest request) => string.Concat(request.LastUserParts.Select(part => part.GetRawText()));

    private static (int Width, int Height) Edges(string? aspectRatio, string? size)
    {
        var square = size switch
        {
            "4K" => 4 * SquareEdge,
            "2K" => 2 * SquareEdge,
            null or "" or "1K" => SquareEdge,
            _ => SquareEdge / 2,
        };
        var sides = (aspectRatio ?? "").Split(':');
        var ratio = sides.Length == 2 && double.TryParse(sides[0], CultureInfo.InvariantCulture, out var wide) && double.TryParse(sides[1], CultureInfo.InvariantCulture, out var high) && high > 0
            ? wide / high
            : 1;
        return ((int)Math.Round(square * Math.Sqrt(ratio)), (int)Math.Round(square / Math.Sqrt(ratio)));
    }
}
