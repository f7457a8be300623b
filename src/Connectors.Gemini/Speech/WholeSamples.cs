namespace Connectors.Gemini.Speech;

/// <summary>Pieces of samples of 16 bits that begin and end between two samples. One that is cut between two pieces belongs to the second: a file of its own would begin with half a sample, and be noise.</summary>
internal sealed class WholeSamples
{
    private byte? _half;

    /// <returns>The whole samples so far; empty where the piece completes none.</returns>
    internal ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> pcm)
    {
        if (_half is { } half)
        {
            pcm = (byte[])[half, .. pcm.Span];
        }

        var isWhole = pcm.Length % 2 == 0;
        _half = isWhole ? null : pcm.Span[^1];
        return isWhole ? pcm : pcm[..^1];
    }
}
