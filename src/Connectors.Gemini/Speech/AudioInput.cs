using System.Buffers;
using System.Globalization;
using Connectors.Gemini.Mapping;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Speech;

/// <summary>The caller's audio as a content. All that goes beyond what a request may hold would be uploaded here.</summary>
internal static class AudioInput
{
    private const int Piece = 64 * 1024;

    internal static async Task<DataContent> ReadAsync(Stream audio, SpeechToTextOptions? options, bool isVertex, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        if (!audio.CanRead)
        {
            throw new ArgumentException("The audio stream cannot be read.", nameof(audio));
        }

        var most = RequestSize.MaxInlineBytes(isVertex);
        var bytes = new ArrayBufferWriter<byte>(Piece);
        while (await audio.ReadAsync(bytes.GetMemory(Piece)[..Piece], cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            bytes.Advance(read);
            if (bytes.WrittenCount > most)
            {
                throw new ArgumentException($"The audio has more than {most >> 20} MiB, the most that a request can hold. Cut it into pieces.", nameof(audio));
            }
        }

        return bytes.WrittenCount == 0
            ? throw new ArgumentException("The audio stream is empty.", nameof(audio))
            : new DataContent(bytes.WrittenMemory, MediaType(bytes.WrittenSpan, options));
    }

    private static string MediaType(ReadOnlySpan<byte> audio, SpeechToTextOptions? options)
    {
        var declared = options?.AdditionalProperties.GetString(SpeechOptionKeys.MediaType);
        var found = MediaTypeSniffing.Find(audio);
        if (found is not null && (declared is null ? options?.SpeechSampleRate is not null : IsSamples(declared)) && audio[0] == AudioFrames.Mark && !AudioFrames.Follow(audio))
        {
            // A sample looks like the mark of a frame by chance.
            found = null;
        }

        if (found is not null && !IsSound(found))
        {
            throw new ArgumentException($"The stream holds {found}, which is no audio.", nameof(audio));
        }

        if (declared is null)
        {
            return found ?? (options?.SpeechSampleRate is { } rate
                ? string.Create(CultureInfo.InvariantCulture, $"audio/L16;rate={rate}")
                : throw new ArgumentException("The audio's first bytes do not tell what it is. Set GeminiTranscriptionOptions.MediaType, or SpeechSampleRate for samples of 16 bits.", nameof(audio)));
        }

        if (found is not null && Family(found) != Family(declared))
        {
            throw new ArgumentException($"GeminiTranscriptionOptions.MediaType is '{declared}', but the bytes are {found}.", nameof(audio));
        }

        return declared;
    }

    // Containers of video may hold sound alone: an .m4a file begins as an .mp4 does.
    private static bool IsSound(string mediaType) => mediaType.StartsWith("audio/", StringComparison.Ordinal) || mediaType.StartsWith("video/", StringComparison.Ordinal);

    private static bool IsSamples(string mediaType) => Family(mediaType) is "AUDIO/L16" or "AUDIO/PCM" or "AUDIO/BASIC" or "AUDIO/PCMA" or "AUDIO/PCMU" or "AUDIO/ALAW" or "AUDIO/MULAW";

    private static string Family(string mediaType) => mediaType.Split(';')[0].Trim().ToUpperInvariant() switch
    {
        "AUDIO/X-WAV" or "AUDIO/WAVE" or "AUDIO/VND.WAVE" => "AUDIO/WAV",
        "AUDIO/MP3" => "AUDIO/MPEG",
        "AUDIO/MP4" or "AUDIO/M4A" or "AUDIO/X-M4A" or "AUDIO/AAC" => "VIDEO/MP4",
        "AUDIO/WEBM" => "VIDEO/WEBM",
        "AUDIO/OPUS" or "APPLICATION/OGG" => "AUDIO/OGG",
        "AUDIO/X-FLAC" => "AUDIO/FLAC",
        "AUDIO/X-AIFF" => "AUDIO/AIFF",
        var name => name,
    };
}
