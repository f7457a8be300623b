namespace Connectors.Gemini.Emulator.Journals;

/// <summary>Every exchange of an emulator, to assert on. Safe to read while requests run: entries are snapshots.</summary>
public sealed class EmulatorJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _lastNumber;

    internal EmulatorJournal(int seed) => Seed = seed;

    /// <summary>Gets the seed of the emulator's chances; the same seed and requests give the same faults and ids.</summary>
    public int Seed { get; }

    /// <summary>Gets the exchanges in the order of their arrival.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>Waits until so many exchanges are completed.</summary>
    /// <param name="count">How many, counted since the start or the last <see cref="Clear"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The completed entries.</returns>
    public async Task<IReadOnlyList<JournalEntry>> WaitForCompletedAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_entries.Count(entry => entry.Completed) >= count)
                    return [.. _entries.Where(entry => entry.Completed)];

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
                    return found;

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets all entries. Exchanges that still run are not recorded any more; numbers go on.</summary>
    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
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
                return null;

            _entries[index] = change(_entries[index]);
            Signal();
            return _entries[index];
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
