namespace Connectors.Gemini.Speech;

/// <summary>Audio without a header of its own, MP3 and AAC: frames that begin with eleven or twelve bits, which samples may have by chance. A second frame where the first one ends is no chance.</summary>
internal static class AudioFrames
{
    internal const byte Mark = 0xFF;

    private const int MpegHeader = 4;
    private const int AacHeader = 6;

    // In kbit/s and Hz, by the index in a frame's header; 0 for what has no fixed length.
    private static readonly int[] Mpeg1Rates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    private static readonly int[] Mpeg2Rates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    private static readonly int[] Mpeg1Samples = [44_100, 48_000, 32_000, 0];

    /// <summary>Whether the audio begins with a frame that another one follows.</summary>
    internal static bool Follow(ReadOnlySpan<byte> audio)
    {
        var length = AacLength(audio) ?? MpegLength(audio);
        return length is { } first && audio.Length > first + 1 && audio[first] == Mark && audio[first + 1] == audio[1];
    }

    private static int? AacLength(ReadOnlySpan<byte> audio)
    {
        if (audio.Length < AacHeader || audio[0] != Mark || (audio[1] & 0xF6) != 0xF0)
        {
            return null;
        }

        var length = ((audio[3] & 3) << 11) | (audio[4] << 3) | (audio[5] >> 5);
        return length > AacHeader ? length : null;
    }

    /// <summary>Layer III: MPEG 1, 2 and 2.5.</summary>
    private static int? MpegLength(ReadOnlySpan<byte> audio)
    {
        if (audio.Length < MpegHeader || audio[0] != Mark || (audio[1] & 0xE6) != 0xE2)
        {
            return null;
        }

        var version = (audio[1] >> 3) & 3;
        var isFirst = version == 3;
        var rate = (isFirst ? Mpeg1Rates : Mpeg2Rates)[audio[2] >> 4];
        var samples = Mpeg1Samples[(audio[2] >> 2) & 3] >> (isFirst ? 0 : version == 2 ? 1 : 2);
        var padding = (audio[2] >> 1) & 1;
        return version == 1 || rate == 0 || samples == 0 ? null : ((isFirst ? 144_000 : 72_000) * rate / samples) + padding;
    }
}
