namespace Connectors.Gemini.Traffic;

/// <summary>Recordings that are left out of a check, each with its reason. They are printed with the table; one that would pass is an error here.</summary>
internal static class Exclusions
{
    public static IReadOnlyList<(string Exchange, string Check, string Reason)> All { get; } =
    [
        ("prism-php__prism/stream-with-tools-1.json#0", "rules",
            "the fixture's authors put the word thought_abc123 in the place of a signature; sending it back as it came is right, the service would refuse it"),
    ];

    public static string? Reason(string exchange, string check) =>
        All.Where(exclusion => exclusion.Exchange == exchange && exclusion.Check == check).Select(exclusion => exclusion.Reason).FirstOrDefault();
}
