using System.Buffers.Binary;

namespace Connectors.Gemini.Speech;

/// <summary>PCM of 16 bits in a WAV file.</summary>
internal static class WavFile
{
    private const int HeaderLength = 44;
    private const int BytesPerSample = 2;

    /// <param name="pcm">The samples, little endian, one channel.</param>
    /// <param name="rate">Samples per second.</param>
    internal static byte[] Wrap(ReadOnlySpan<byte> pcm, int rate)
    {
        // Half a sample at the end has no sound, and a file of odd length is refused by strict readers.
        pcm = pcm[..(pcm.Length & ~1)];
        var file = new byte[HeaderLength + pcm.Length];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderLength - 8 + pcm.Length);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], rate * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 8 * BytesPerSample);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], pcm.Length);
        pcm.CopyTo(header[HeaderLength..]);
        return file;
    }
}
