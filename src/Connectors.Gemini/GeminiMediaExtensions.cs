using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>How closely Gemini looks at one image, document or video. The settings are kept in the content's <see cref="AIContent.AdditionalProperties"/>.</summary>
public static class GeminiMediaExtensions
{
    /// <summary>Sets the token budget of one image, document or video (<c>mediaResolution.level</c> of its part; models of generation 3 and later, others ignore it with a warning).</summary>
    /// <typeparam name="T">The content's type.</typeparam>
    /// <param name="content">A <see cref="DataContent"/>, <see cref="UriContent"/> or <see cref="HostedFileContent"/>.</param>
    /// <param name="resolution">The budget.</param>
    /// <returns>The same content.</returns>
    public static T WithMediaResolution<T>(this T content, MediaResolution resolution)
        where T : AIContent
    {
        ArgumentNullException.ThrowIfNull(content);
        (content.AdditionalProperties ??= [])[MediaOptionMapping.Resolution] = resolution.Value;
        return content;
    }

    /// <summary>Sets which stretch of a video is read, and how densely (<c>videoMetadata</c> of its part).</summary>
    /// <typeparam name="T">The content's type.</typeparam>
    /// <param name="content">A video: a <see cref="DataContent"/>, <see cref="UriContent"/> (YouTube too) or <see cref="HostedFileContent"/>.</param>
    /// <param name="start">Where reading begins. Default: at the beginning.</param>
    /// <param name="end">Where it ends; after <paramref name="start"/>. Default: at the end.</param>
    /// <param name="framesPerSecond">How many frames are read for each second, above 0 and at most 24. Default: the service's own, 1.</param>
    /// <returns>The same content.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An offset is negative, the end is not after the start, or the frame rate is out of range.</exception>
    public static T WithVideoMetadata<T>(this T content, TimeSpan? start = null, TimeSpan? end = null, double? framesPerSecond = null)
        where T : AIContent
    {
        ArgumentNullException.ThrowIfNull(content);
        MediaOptionMapping.Check(start?.TotalSeconds, end?.TotalSeconds, framesPerSecond);
        var properties = content.AdditionalProperties ??= [];
        if (start is { } from)
        {
            properties[MediaOptionMapping.VideoStart] = from.TotalSeconds;
        }

        if (end is { } to)
        {
            properties[MediaOptionMapping.VideoEnd] = to.TotalSeconds;
        }

        if (framesPerSecond is { } fps)
        {
            properties[MediaOptionMapping.VideoFps] = fps;
        }

        return content;
    }
}
