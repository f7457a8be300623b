using System.Text;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Faults;

/// <summary>
/// Something that goes wrong, and when: <c>Fault.Error(ServiceError.Overloaded()).ForModel("gemini-3.8-flash").OnCalls(1, 2)</c>.
/// Without a condition it strikes every call of a model.
/// </summary>
public sealed class Fault
{
    private readonly Lock _lock = new();
    private readonly string _name;
    private string? _model;
    private string? _method;
    private int _first = 1;
    private int _last = int.MaxValue;
    private double _probability = 1;
    private int _calls;

    private Fault(FaultKind kind, string name, Reply? reply = null)
    {
        Kind = kind;
        _name = name;
        Reply = reply;
    }

    internal FaultKind Kind { get; }

    internal Reply? Reply { get; }

    /// <summary>An error answer in the service's envelope.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The fault.</returns>
    public static Fault Error(ServiceError error) => new(FaultKind.Answer, $"error {error.HttpStatus} {error.Status}", Scripts.Reply.Error(error));

    /// <summary>An answer with any body.</summary>
    /// <param name="httpStatus">The HTTP status.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its <c>content-type</c>.</param>
    /// <returns>The fault.</returns>
    public static Fault Body(int httpStatus, string body, string contentType = "text/plain; charset=UTF-8") =>
        new(FaultKind.Answer, $"status {httpStatus} with {contentType}", Scripts.Reply.Bytes(Encoding.UTF8.GetBytes(body), contentType, httpStatus));

    /// <summary>The HTML page of a gateway in between.</summary>
    /// <param name="httpStatus">The HTTP status.</param>
    /// <returns>The fault.</returns>
    public static Fault Html(int httpStatus = 502) =>
        Body(httpStatus, $"<!DOCTYPE html><html><head><title>Error {httpStatus}</title></head><body><h1>Error {httpStatus}</h1></body></html>", "text/html; charset=UTF-8");

    /// <summary>An answer without a body.</summary>
    /// <param name="httpStatus">The HTTP status; 200 too.</param>
    /// <param name="contentType">The <c>content-type</c> all the same.</param>
    /// <returns>The fault.</returns>
    public static Fault EmptyBody(int httpStatus = 200, string contentType = "application/json; charset=UTF-8") => Body(httpStatus, "", contentType);

    /// <summary>The connection is reset before anything is answered.</summary>
    /// <returns>The fault.</returns>
    public static Fault Reset() => new(FaultKind.Reset, "connection reset");

    /// <summary>Nothing is answered until the client gives up or the emulator stops.</summary>
    /// <returns>The fault.</returns>
    public static Fault Hang() => new(FaultKind.Hang, "hang");

    /// <summary>Only calls of this model.</summary>
    /// <param name="model">The id without <c>models/</c>.</param>
    /// <returns>This fault.</returns>
    public Fault ForModel(string model)
    {
        _model = model;
        return this;
    }

    /// <summary>Only calls of this method.</summary>
    /// <param name="method">The method: <c>streamGenerateContent</c>.</param>
    /// <returns>This fault.</returns>
    public Fault ForMethod(string method)
    {
        _method = method;
        return this;
    }

    /// <summary>Only the n-th call that the other conditions leave.</summary>
    /// <param name="call">The call, from 1.</param>
    /// <returns>This fault.</returns>
    public Fault OnCall(int call) => OnCalls(call, call);

    /// <summary>Only some calls of those that the other conditions leave.</summary>
    /// <param name="first">The first, from 1.</param>
    /// <param name="last">The last.</param>
    /// <returns>This fault.</returns>
    public Fault OnCalls(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        (_first, _last) = (first, last);
        return this;
    }

    /// <summary>Strikes by chance, from the emulator's seed.</summary>
    /// <param name="probability">0 to 1.</param>
    /// <returns>This fault.</returns>
    public Fault WithProbability(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        _probability = probability;
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _name;

    internal bool Strikes(string model, string method, Random random)
    {
        if ((_model is not null && _model != model) || (_method is not null && _method != method))
        {
            return false;
        }

        lock (_lock)
        {
            _calls++;
            return _calls >= _first && _calls <= _last && (_probability >= 1 || random.NextDouble() < _probability);
        }
    }
}
