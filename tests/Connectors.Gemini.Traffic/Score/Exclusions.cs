namespace Connectors.Gemini.Traffic;

/// <summary>Recordings that are left out of a check, each with its reason. They are printed with the table; one that would pass is an error here.</summary>
internal static class Exclusions
{
    public static IReadOnlyList<(string Exchange, string Check, string Reason)> All { get; } =
    [
    ];

    public static string? Reason(string exchange, string check) =>
        All.Where(exclusion => exclusion.Exchange == exchange && exclusion.Check == check).Select(exclusion => exclusion.Reason).FirstOrDefault();
}
