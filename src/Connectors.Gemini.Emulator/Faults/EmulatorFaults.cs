namespace Connectors.Gemini.Emulator.Faults;

/// <summary>What goes wrong in an emulator. A fault strikes before the request is checked or answered; of several, the first added one that strikes.</summary>
public sealed class EmulatorFaults
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];
    private readonly int _seed;
    private Random _random;

    internal EmulatorFaults(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
    }

    /// <summary>Adds a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>These faults.</returns>
    public EmulatorFaults Add(Fault fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }

        return this;
    }

    /// <summary>Removes all faults and starts chance again from the seed.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
            _random = new Random(_seed);
        }
    }

    internal Fault? Find(string model, string method)
    {
        lock (_lock)
        {
            return _faults.Find(fault => fault.Strikes(model, method, _random));
        }
    }
}
