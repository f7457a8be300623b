using System.Buffers.Binary;

namespace Connectors.Gemini.Emulator.Media;

/// <summary>A baseline JPEG of one colour: every block is its mean alone, so the tables need hold no more.</summary>
internal static class JpegFile
{
    public static byte[] Write(int width, int height, int colour)
    {
        var (red, green, blue) = ((colour >> 16) & 255, (colour >> 8) & 255, colour & 255);
        int[] means =
        [
            Level((0.299 * red) + (0.587 * green) + (0.114 * blue)),
            Level(128 - (0.168736 * red) - (0.331264 * green) + (0.5 * blue)),
            Level(128 + (0.5 * red) - (0.418688 * green) - (0.081312 * blue)),
        ];
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        Segment(file, 0xE0, [(byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        // Steps of 8 everywhere: a block's first coefficient is then its mean.
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        var frame = new byte[] { 8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(3), (ushort)width);
        Segment(file, 0xC0, frame);
        // Means: nine lengths of number, each with a code of four bits. The rest: one code, "nothing more".
        Segment(file, 0xC4, [0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
        Segment(file, 0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Segment(file, 0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        WriteBlocks(file, means, ((width + 7) / 8) * ((height + 7) / 8));
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static int Level(double value) => (int)Math.Round(Math.Clamp(value, 0, 255)) - 128;

    private static void Segment(MemoryStream file, byte marker, byte[] data) =>
        file.Write([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data]);

    private static void WriteBlocks(MemoryStream file, int[] means, int count)
    {
        int bits = 0, length = 0;
        for (var block = 0; block < count; block++)
        {
            foreach (var mean in means)
            {
                // Each mean is told as the difference to the block before: only the first has one.
                var difference = block == 0 ? mean : 0;
                var size = difference == 0 ? 0 : (int)Math.Log2(Math.Abs(difference)) + 1;
                Put(size, 4);
                Put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
                Put(0, 1);
            }
        }

        Put(0x7F, 7);

        void Put(int value, int valueLength)
        {
            bits = (bits << valueLength) | value;
            length += valueLength;
            while (length >= 8)
            {
                length -= 8;
                var whole = (byte)(bits >> length);
                file.WriteByte(whole);
                if (whole == 0xFF)
                {
                    file.WriteByte(0);
                }

                bits &= (1 << length) - 1;
            }
        }
    }
}
