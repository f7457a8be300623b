using System.Text;

namespace Connectors.Gemini.Traffic;

/// <summary>Changes a body, event by event, by chance that is seeded. A body that is no stream is a single event.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> foreignEvents)
{
    private const int LongestSpan = 64;

    private static readonly Mutation[] All = Enum.GetValues<Mutation>();

    /// <summary>What takes the place of a value: other types, edges of numbers, text that is no text, words of the service in the wrong place.</summary>
    private static readonly byte[][] OtherValues =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-1", "1", "2", "1.5", "1e400", "-1e-400", "2147483648", "9223372036854775808", "99999999999999999999999999999", "\"7\"", "\"NaN\"",
            "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\uFEFF\u2028\"", "\"====\"", "\"not base64!\"", "\"data:,\"", "\"://\"", "\"9999-99-99T99:99:99Z\"",
            "\"STOP\"", "\"CONTINUATION\"", "\"MALFORMED_FUNCTION_CALL\"", "\"FINISH_REASON_UNSPECIFIED\"", "\"error\"", "\"$.a[0].b\"", "\"$['\"", "[]", "{}", "[null]", "[[]]", "[{}]",
            "{\"\":{}}", "{\"error\":{}}", "{\"text\":\"x\"}", "{\"text\":null}", "{\"a\":1,\"a\":2}", new string('[', 40) + new string(']', 40), new string('[', 70) + new string(']', 70),
        }.Select(Encoding.UTF8.GetBytes),
        // Bytes that are no UTF-8.
        [(byte)'"', 0xC3, (byte)'"'],
        [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'],
    ];

    private static readonly byte[][] Errors =
    [
        .. new[]
        {
            "{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}\n", "[{\"error\":{\"code\":\"429\",\"details\":[{\"@type\":1},null,{\"retryDelay\":\"1e9s\"}]}}]\n",
            "{\n \"error\": {\n", "{\"error\":\"\\ud800\"}\n", "[", "<html>\n", "data: {\"error\":{\"code\":1e9,\"message\":[]}}\n\n", "data: [DONE]\n\n", ": comment\n\n", "event: error\ndata: null\n\n",
            "data:\n\n", "data: {}\ndata: {}\n\n", "retry: 99999999999999999999\n", "id: \0\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public bool BreaksOff { get; private set; }

    /// <summary>Changes the events, and says how.</summary>
    public List<Mutation> Mutate(List<byte[]> events)
    {
        List<Mutation> done = [];
        do
        {
            var mutation = All[random.Next(All.Length)];
            if (events.Count == 1 && mutation is (Mutation.RemovedEvent or Mutation.SwappedEvents))
            {
                continue;
            }

            Apply(mutation, events);
            done.Add(mutation);
        }
        while (done.Count == 0 || random.Next(3) == 0);

        return done;
    }

    private void Apply(Mutation mutation, List<byte[]> events)
    {
        var at = random.Next(events.Count);
        switch (mutation)
        {
            case Mutation.FlippedBits:
                events[at] = ChangeBytes(events[at], old => (byte)(old ^ (1 << random.Next(8))));
                break;
            case Mutation.OtherBytes:
                events[at] = ChangeBytes(events[at], _ => random.Next(2) == 0 ? (byte)random.Next(256) : "{}[]\":,\\\r\n 0"u8[random.Next(12)]);
                break;
            case Mutation.RemovedBytes:
                var removed = Span(events[at]);
                events[at] = [.. events[at][..removed.Start], .. events[at][removed.End..]];
                break;
            case Mutation.RepeatedBytes:
                var repeated = Span(events[at]);
                events[at] = [.. events[at][..repeated.End], .. events[at][repeated.Start..]];
                break;
            case Mutation.Cut:
                events[at] = events[at][..random.Next(events[at].Length + 1)];
                events.RemoveRange(at + 1, events.Count - at - 1);
                break;
            case Mutation.LostConnection:
                Apply(Mutation.Cut, events);
                BreaksOff = true;
                break;
            case Mutation.RemovedEvent:
                events.RemoveAt(at);
                break;
            case Mutation.RepeatedEvent:
                events.Insert(random.Next(events.Count + 1), events[at]);
                break;
            case Mutation.SwappedEvents:
                var other = random.Next(events.Count);
                (events[at], events[other]) = (events[other], events[at]);
                break;
            case Mutation.ForeignEvent:
                events.Insert(random.Next(events.Count + 1), foreignEvents[random.Next(foreignEvents.Count)]);
                break;
            case Mutation.ErrorBetweenEvents:
                events.Insert(random.Next(events.Count + 1), Errors[random.Next(Errors.Length)]);
                break;
            case Mutation.OtherLineEnds:
                ChangeLineEnds(events, ["\n"u8.ToArray(), "\r\n"u8.ToArray(), "\r"u8.ToArray(), [], "\n\n"u8.ToArray()]);
                break;
            default:
                events[at] = ChangeField(mutation, events[at]);
                break;
        }
    }

    private byte[] ChangeBytes(byte[] bytes, Func<byte, byte> change)
    {
        byte[] changed = [.. bytes];
        for (var times = 1 + random.Next(4); times > 0 && changed.Length > 0; times--)
        {
            var at = random.Next(changed.Length);
            changed[at] = change(changed[at]);
        }

        return changed;
    }

    private (int Start, int End) Span(byte[] bytes)
    {
        var start = random.Next(bytes.Length + 1);
        return (start, start + random.Next(Math.Min(LongestSpan, bytes.Length - start) + 1));
    }

    private void ChangeLineEnds(List<byte[]> events, byte[][] choices)
    {
        var end = choices[random.Next(choices.Length)];
        for (var i = 0; i < events.Count; i++)
        {
            List<byte> changed = new(events[i].Length);
            foreach (var b in events[i].Where(b => b != (byte)'\r'))
            {
                if (b == (byte)'\n')
                {
                    changed.AddRange(end);
                }
                else
                {
                    changed.Add(b);
                }
            }

            events[i] = [.. changed];
        }
    }

    private byte[] ChangeField(Mutation mutation, byte[] bytes)
    {
        var json = Math.Max(0, bytes.AsSpan().IndexOfAny((byte)'{', (byte)'['));
        var fields = JsonField.Find(bytes.AsSpan(json));
        if (fields.Count == 0)
        {
            return ChangeBytes(bytes, old => (byte)(old ^ 1));
        }

        var field = Shift(fields[random.Next(fields.Count)], json);
        var whole = bytes[field.Start..field.End];
        switch (mutation)
        {
            case Mutation.SwappedFields:
                JsonField[] siblings = [.. fields.Select(sibling => Shift(sibling, json)).Where(sibling => sibling.Owner == field.Owner)];
                var other = siblings[random.Next(siblings.Length)];
                var (first, second) = field.Start < other.Start ? (field, other) : (other, field);
                return first == second
                    ? bytes
                    : [.. bytes[..first.Start], .. bytes[second.Start..second.End], .. bytes[first.End..second.Start], .. bytes[first.Start..first.End], .. bytes[second.End..]];
            case Mutation.RepeatedField:
                return [.. bytes[..field.End], (byte)',', .. whole, .. bytes[field.End..]];
            case Mutation.RemovedField:
                var after = bytes.AsSpan(field.End).IndexOfAnyExcept(" \r\n\t"u8);
                if (after >= 0 && bytes[field.End + after] == (byte)',')
                {
                    return [.. bytes[..field.Start], .. bytes[(field.End + after + 1)..]];
                }

                var before = bytes.AsSpan(0, field.Start).LastIndexOfAnyExcept(" \r\n\t"u8);
                return [.. bytes[..(bytes[before] == (byte)',' ? before : field.Start)], .. bytes[field.End..]];
            default:
                // Now and then a value of the same answer in another place.
                var donor = Shift(fields[random.Next(fields.Count)], json);
                var value = random.Next(4) == 0 ? bytes[donor.Value..donor.End] : OtherValues[random.Next(OtherValues.Length)];
                return [.. bytes[..field.Value], .. value, .. bytes[field.End..]];
        }
    }

    private static JsonField Shift(JsonField field, int by) => new(field.Owner + by, field.Start + by, field.Value + by, field.End + by);
}
