using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Connectors.Gemini.Emulator.Journals;

/// <summary>Every exchange of an emulator, to assert on. Safe to read while requests run: entries are snapshots.</summary>
public sealed class EmulatorJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];
    private TaskCompletionSource _changed = NewSignal();
    private readonly List<Channel<JournalEntry>> _readers = [];
    private readonly int _capacity;
    private int _lastNumber;
    private int _dropped;

    internal EmulatorJournal(int seed, int capacity)
    {
        Seed = seed;
        _capacity = capacity;
    }

    /// <summary>Gets the seed of the emulator's chances; the same seed and requests give the same faults and ids.</summary>
    public int Seed { get; }

    /// <summary>Gets the exchanges in the order of their arrival.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Waits until so many exchanges are completed.</summary>
    /// <param name="count">How many, counted since the start or the last <see cref="Clear"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The completed entries that the journal still keeps.</returns>
    public async Task<IReadOnlyList<JournalEntry>> WaitForCompletedAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_dropped + _entries.Count(entry => entry.Completed) >= count)
                {
                    return [.. _entries.Where(entry => entry.Completed)];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for an exchange: <c>entry => entry.ClientAborted</c>, <c>entry => entry.SentEvents == 2</c>.</summary>
    /// <param name="predicate">What it looks like.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first such entry.</returns>
    public async Task<JournalEntry> WaitForAsync(Func<JournalEntry, bool> predicate, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_entries.Find(entry => predicate(entry)) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads each exchange when it is completed, from this call on.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The entries in the order of their completion; the sequence ends only by cancellation.</returns>
    public IAsyncEnumerable<JournalEntry> ReadCompletedAsync(CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<JournalEntry>();
        lock (_lock)
        {
            _readers.Add(channel);
        }

        return ReadAsync(channel, cancellationToken);
    }

    /// <summary>Forgets all entries. Exchanges that still run are not recorded any more; numbers go on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _dropped = 0;
        }
    }

    internal JournalEntry Add(Func<int, JournalEntry> create)
    {
        lock (_lock)
        {
            var entry = create(++_lastNumber);
            _entries.Add(entry);
            Signal();
            return entry;
        }
    }

    /// <summary>Changes an entry and gives what it is now, or <see langword="null"/> when it was cleared.</summary>
    internal JournalEntry? Update(int number, Func<JournalEntry, JournalEntry> change)
    {
        lock (_lock)
        {
            var index = _entries.FindIndex(entry => entry.Number == number);
            if (index < 0)
            {
                return null;
            }

            var entry = _entries[index] = change(_entries[index]);
            if (entry.Completed)
            {
                Complete(entry);
            }

            Signal();
            return entry;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async IAsyncEnumerable<JournalEntry> ReadAsync(Channel<JournalEntry> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var entry in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return entry;
            }
        }
        finally
        {
            lock (_lock)
            {
                _readers.Remove(channel);
            }
        }
    }

    private void Complete(JournalEntry entry)
    {
        foreach (var reader in _readers)
        {
            reader.Writer.TryWrite(entry);
        }

        while (_entries.Count > _capacity && _entries.FindIndex(old => old.Completed) is >= 0 and var oldest)
        {
            _entries.RemoveAt(oldest);
            _dropped++;
        }
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
