namespace Connectors.Gemini.Http;

/// <summary>Finds what was probably meant by a mistyped model id.</summary>
internal static class ModelNames
{
    /// <summary>The known id that differs least, null where none is close or the id itself is known.</summary>
    internal static string? FindClose(string model, IReadOnlyList<string> known)
    {
        var limit = Math.Max(2, model.Length / 5) + 1;
        string? best = null;
        foreach (var candidate in known)
        {
            var distance = Distance(model, candidate);
            if (distance == 0)
            {
                return null;
            }

            if (distance < limit)
            {
                (best, limit) = (candidate, distance);
            }
        }

        return best;
    }

    private static int Distance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
