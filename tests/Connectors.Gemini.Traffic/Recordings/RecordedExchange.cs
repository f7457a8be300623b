using System.Text.Json;

namespace Connectors.Gemini.Traffic;

/// <summary>One recorded generateContent or streamGenerateContent exchange.</summary>
public sealed record RecordedExchange
{
    /// <summary>Gets the scenario's file and the exchange's position in it: <c>owner__repo/scenario.json#0</c>.</summary>
    public required string Name { get; init; }

    public required TrafficKind Kind { get; init; }

    public required bool IsVertex { get; init; }

    public required bool IsStream { get; init; }

    public required string Model { get; init; }

    /// <summary>Gets the recorded request body; null where only the response was recorded.</summary>
    public JsonElement? Request { get; init; }

    public required int Status { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public required byte[] Body { get; init; }

    public override string ToString() => Name;
}
