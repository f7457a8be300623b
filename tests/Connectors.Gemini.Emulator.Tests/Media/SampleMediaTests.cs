using System.Buffers.Binary;
using System.IO.Compression;
using Connectors.Gemini.Emulator.Media;

namespace Connectors.Gemini.Emulator.Tests.Media;

public sealed class SampleMediaTests
{
    [Fact]
    public void A_png_has_its_size_and_inflates_to_its_pixels()
    {
        var png = SampleMedia.Png(3, 2, 0x010203);

        Assert.Equal("IHDR"u8, png.AsSpan(12, 4));
        Assert.Equal((3, 2), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        // The checksum of the empty last chunk is the same in every PNG.
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], png[^4..]);
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress))
        {
            zlib.CopyTo(pixels);
        }

        Assert.Equal([0, 1, 2, 3, 1, 2, 3, 1, 2, 3, 0, 1, 2, 3, 1, 2, 3, 1, 2, 3], pixels.ToArray());
    }

    [Fact]
    public void A_wav_holds_its_samples()
    {
        var wav = SampleMedia.Wav(100, 8_000);

        Assert.Equal("RIFF"u8, wav.AsSpan(0, 4));
        Assert.Equal(wav.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(4)));
        Assert.Equal(8_000, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24)));
        Assert.Equal(SampleMedia.Pcm(100, 8_000), wav[44..]);
    }
}
