namespace Connectors.Gemini.Traffic;

/// <summary>The recordings that are mutated: of streams nine in ten, of whole answers and of errors the rest, small ones more often than large ones.</summary>
internal sealed class MutationCorpus
{
    /// <summary>Larger ones hold media and nothing else that the others lack.</summary>
    private const int LargestBody = 64 * 1024;

    /// <summary>A recording of this size is taken half as often as a tiny one.</summary>
    private const double HalfWeight = 1500;

    private readonly List<Source> _streams;
    private readonly List<Source> _answers;
    private readonly List<Source> _errors;
    private readonly byte[][] _events;

    public MutationCorpus(IEnumerable<RecordedExchange> exchanges)
    {
        var usable = exchanges.Where(exchange => exchange.Body.Length is > 0 and <= LargestBody).ToArray();
        _streams = Weighted(usable.Where(exchange => exchange is { IsStream: true, Status: 200 }));
        _answers = Weighted(usable.Where(exchange => exchange is { IsStream: false, Status: 200 }));
        _errors = Weighted(usable.Where(exchange => exchange.Status != 200));
        _events = [.. _streams.SelectMany(source => source.Events).Where(item => item.Length < 4096)];
    }

    public int Count => _streams.Count + _answers.Count + _errors.Count;

    /// <summary>The body of a number: the same each time, whatever was made before it.</summary>
    public MutatedBody Make(int seed, int index)
    {
#pragma warning disable CA5394 // Seeded on purpose: a failure has to be repeatable.
        var random = new Random(unchecked((seed * (int)2654435761) ^ (index * 40503)) ^ (index >> 16));
        var kind = random.Next(100);
        var source = Pick(kind < 90 ? _streams : kind < 97 ? _answers : _errors, random.NextDouble());
        List<byte[]> events = [.. source.Events];
        var mutator = new Mutator(random, _events);
        var mutations = mutator.Mutate(events);
        byte[] body = [.. events.SelectMany(bytes => bytes)];
        var exchange = source.Exchange with { Body = body };
        return new MutatedBody(index, exchange, mutations, mutator.BreaksOff, random.Next(3) == 0 ? SeededCuts.Of(random.Next(), body.Length) : null, Waits: random.Next(4) == 0, GoesBack: random.Next(4) == 0);
#pragma warning restore CA5394
    }

    private static Source Pick(List<Source> sources, double chance)
    {
        var wanted = chance * sources[^1].UpTo;
        var at = sources.FindIndex(source => source.UpTo > wanted);
        return sources[at < 0 ? sources.Count - 1 : at];
    }

    private static List<Source> Weighted(IEnumerable<RecordedExchange> exchanges)
    {
        List<Source> sources = [];
        double upTo = 0;
        foreach (var exchange in exchanges)
        {
            upTo += HalfWeight / (HalfWeight + exchange.Body.Length);
            sources.Add(new Source(exchange, Split(exchange.Body), upTo));
        }

        return sources;
    }

    /// <summary>Cuts a body after each empty line, which ends an event.</summary>
    internal static List<byte[]> Split(byte[] body)
    {
        List<byte[]> events = [];
        var start = 0;
        if (body.AsSpan().StartsWith("data:"u8))
        {
            for (var i = 1; i < body.Length; i++)
            {
                var isEnd = body[i] == (byte)'\n' && (body[i - 1] == (byte)'\n' || (i >= 3 && body.AsSpan(i - 3, 4).SequenceEqual("\r\n\r\n"u8)));
                if (isEnd)
                {
                    events.Add(body[start..(i + 1)]);
                    start = i + 1;
                }
            }
        }

        if (start < body.Length)
        {
            events.Add(body[start..]);
        }

        return events;
    }

    private sealed record Source(RecordedExchange Exchange, List<byte[]> Events, double UpTo);
}
