using System.Globalization;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>How closely a media part is looked at: settings on the caller's content, under keys of its <c>AdditionalProperties</c>.</summary>
internal static class MediaOptionMapping
{
    internal const string Resolution = "gemini.mediaResolution";
    internal const string VideoStart = "gemini.videoStartSeconds";
    internal const string VideoEnd = "gemini.videoEndSeconds";
    internal const string VideoFps = "gemini.videoFps";

    internal static void Write(AIContent content, Part part, string model, ModelFamily family, ILogger logger)
    {
        if (content.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        if (properties.GetString(Resolution) is { } resolution)
        {
            if (family.TakesPartResolution)
            {
                part.MediaResolution = new PartMediaResolution { Level = new MediaResolution(resolution) };
            }
            else
            {
                MappingLog.NotTaken(logger, "A media resolution on a part", model);
            }
        }

        var start = properties.GetDouble(VideoStart);
        var end = properties.GetDouble(VideoEnd);
        var fps = properties.GetDouble(VideoFps);
        if (start is null && end is null && fps is null)
        {
            return;
        }

        Check(start, end, fps);
        part.VideoMetadata = new VideoMetadata { StartOffset = Duration(start), EndOffset = Duration(end), Fps = fps };
    }

    internal static void Check(double? start, double? end, double? fps)
    {
        if (start < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, "A video's start offset must not be negative.");
        }

        if (end < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(end), end, "A video's end offset must not be negative.");
        }

        if (end <= start)
        {
            throw new ArgumentOutOfRangeException(nameof(end), end, "A video's end offset must be after its start offset.");
        }

        if (fps is <= 0 or > 24)
        {
            throw new ArgumentOutOfRangeException(nameof(fps), fps, "A video's frames per second must be above 0 and at most 24.");
        }
    }

    private static string? Duration(double? seconds) => seconds?.ToString("0.#########", CultureInfo.InvariantCulture) is { } text ? text + "s" : null;
}
