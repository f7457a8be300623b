using System.Text;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>
/// The vector of a content: each of its words, and each of the words' beginnings with half the weight, is a fixed direction, and the vector is their sum.
/// Texts with words in common are near each other; the first dimensions alone keep that. The same content has the same vector on every machine.
/// </summary>
internal sealed class TextVector
{
    private const int StemLength = 4;
    private readonly Dictionary<string, float> _features = new(StringComparer.Ordinal);

    public void AddText(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text.Append(' '))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0)
            {
                AddWord(word.ToString());
                word.Clear();
            }
        }

        // Text without words still has a direction of its own.
        if (_features.Count == 0)
        {
            Add(text, 1);
        }
    }

    /// <summary>Adds media: what it is of, and what it holds.</summary>
    public void AddMedia(string mimeType, string content)
    {
        Add("type " + mimeType, 1);
        Add("content " + content, 1);
    }

    /// <summary>The vector's first dimensions.</summary>
    /// <param name="length">How many are given.</param>
    /// <param name="fullLength">How many there are.</param>
    /// <param name="isUnit">Whether what is given has unit length; else only all of them together have.</param>
    public float[] ToArray(int length, int fullLength, bool isUnit)
    {
        var vector = new float[fullLength];
        foreach (var (feature, weight) in _features)
        {
            var state = Hash(feature);
            for (var i = 0; i < vector.Length; i++)
            {
                if (i % 64 == 0)
                {
                    state = Next(state);
                }

                vector[i] += ((state >> (i % 64)) & 1) == 0 ? weight : -weight;
            }
        }

        var norm = Math.Sqrt(vector.Take(isUnit ? length : fullLength).Sum(number => (double)number * number));
        return [.. vector.Take(length).Select(number => (float)(number / (norm > 0 ? norm : 1)))];
    }

    private void AddWord(string word)
    {
        Add(word, 1);
        if (word.Length > StemLength)
        {
            Add(word[..StemLength] + "*", 0.5f);
        }
    }

    private void Add(string feature, float weight) => _features[feature] = _features.GetValueOrDefault(feature) + weight;

    private static ulong Hash(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1_099_511_628_211UL;
        }

        return hash;
    }

    private static ulong Next(ulong state)
    {
        state += 0x9E37_79B9_7F4A_7C15UL;
        var mixed = (state ^ (state >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return mixed ^ (mixed >> 31);
    }
}
