using System.Buffers.Binary;
using System.Text;

namespace Connectors.Gemini.Emulator.Media;

/// <summary>
/// Speech of the emulator: a tone, as long as the text would take, that carries the text in its lowest bits. So what was spoken here can be written down here,
/// and a round trip of speech and transcription shows whether audio got lost or changed on the way.
/// </summary>
internal static class SpokenText
{
    public const int Rate = 24_000;

    private const uint Mark = 0x53_50_4F_4B;
    private const int HeaderBits = 64;
    private const int SamplesPerCharacter = 1_200;
    private const int MaxSamples = 30 * Rate;

    /// <summary>PCM of 16 bits, one channel. Each voice has a pitch of its own.</summary>
    public static byte[] Speak(string text, string voice)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var samples = Math.Max(HeaderBits + (8 * bytes.Length), Math.Min(MaxSamples, Math.Max(Rate / 10, text.Length * SamplesPerCharacter)));
        var pcm = SampleMedia.Pcm(samples, Rate, 220 + (20 * (voice.Sum(character => character) % 12)));
        Span<byte> header = stackalloc byte[HeaderBits / 8];
        BinaryPrimitives.WriteUInt32BigEndian(header, Mark);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], bytes.Length);
        Hide(header, pcm);
        Hide(bytes, pcm.AsSpan(2 * HeaderBits));
        return pcm;
    }

    /// <summary>The text that the emulator spoke, from PCM or a WAV file; <see langword="null"/> of any other audio.</summary>
    public static string? Hear(ReadOnlySpan<byte> audio)
    {
        var pcm = audio.StartsWith("RIFF"u8) && audio.IndexOf("data"u8) is > 0 and var data && audio.Length >= data + 8 ? audio[(data + 8)..] : audio;
        Span<byte> header = stackalloc byte[HeaderBits / 8];
        if (!Find(pcm, header) || BinaryPrimitives.ReadUInt32BigEndian(header) != Mark)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (length < 0 || length > pcm.Length / 16)
        {
            return null;
        }

        var bytes = new byte[length];
        return Find(pcm[(2 * HeaderBits)..], bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static void Hide(ReadOnlySpan<byte> bytes, Span<byte> pcm)
    {
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            pcm[2 * bit] = (byte)((pcm[2 * bit] & ~1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1));
        }
    }

    private static bool Find(ReadOnlySpan<byte> pcm, Span<byte> bytes)
    {
        if (pcm.Length < 16 * bytes.Length)
        {
            return false;
        }

        bytes.Clear();
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] |= (byte)((pcm[2 * bit] & 1) << (7 - (bit % 8)));
        }

        return true;
    }
}
