using System.Buffers.Binary;
using System.IO.Compression;

namespace Connectors.Gemini.Emulator.Media;

/// <summary>Small valid media files, made by code: the same arguments give the same bytes.</summary>
public static class SampleMedia
{
    /// <summary>A PNG of one colour.</summary>
    /// <param name="width">Its width in pixels, 1 to 4096.</param>
    /// <param name="height">Its height in pixels, 1 to 4096.</param>
    /// <param name="colour">Its colour as 0xRRGGBB.</param>
    /// <returns>The file's bytes, <c>image/png</c>.</returns>
    public static byte[] Png(int width = 4, int height = 4, int colour = 0x4285F4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4096);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 4096);

        // 8 bits a channel, RGB, each row led by its filter (0: none).
        var row = new byte[1 + (3 * width)];
        for (var x = 0; x < width; x++)
        {
            (row[1 + (3 * x)], row[2 + (3 * x)], row[3 + (3 * x)]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
        }

        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.Write(row);
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);

        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, pixels.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>A JPEG of one colour.</summary>
    /// <param name="width">Its width in pixels, 1 to 4096.</param>
    /// <param name="height">Its height in pixels, 1 to 4096.</param>
    /// <param name="colour">Its colour as 0xRRGGBB; JPEG keeps it to a step or two.</param>
    /// <returns>The file's bytes, <c>image/jpeg</c>.</returns>
    public static byte[] Jpeg(int width = 8, int height = 8, int colour = 0x4285F4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4096);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 4096);
        return JpegFile.Write(width, height, colour);
    }

    /// <summary>A sine tone as the speech models give it: raw PCM, 16 bit little endian, one channel.</summary>
    /// <param name="samples">The number of samples; 24 for a millisecond at 24 kHz.</param>
    /// <param name="rate">Samples per second.</param>
    /// <param name="frequency">The tone in hertz.</param>
    /// <returns>Two bytes per sample, <c>audio/L16;codec=pcm;rate=24000</c>.</returns>
    public static byte[] Pcm(int samples = 240, int rate = 24_000, double frequency = 440)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        var pcm = new byte[2 * samples];
        for (var i = 0; i < samples; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(pcm.AsSpan(2 * i), (short)(8_000 * Math.Sin(2 * Math.PI * frequency * i / rate)));
        }

        return pcm;
    }

    /// <summary>The same tone as a WAV file.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="rate">Samples per second.</param>
    /// <param name="frequency">The tone in hertz.</param>
    /// <returns>The file's bytes, <c>audio/wav</c>.</returns>
    public static byte[] Wav(int samples = 240, int rate = 24_000, double frequency = 440)
    {
        return Wrap(Pcm(samples, rate, frequency), rate);
    }

    /// <summary>PCM of 16 bits and one channel as a WAV file.</summary>
    internal static byte[] Wrap(byte[] pcm, int rate)
    {
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), 36 + pcm.Length);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), 2 * rate);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), pcm.Length);
        return [.. header, .. pcm];
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. type, .. data]));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
