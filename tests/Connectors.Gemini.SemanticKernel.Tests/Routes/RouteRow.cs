using System.Text.Json.Nodes;

namespace Connectors.Gemini.SemanticKernel.Tests.Routes;

/// <summary>What came back to the service on one route: a row of the table.</summary>
internal sealed record RouteRow(string Name, bool HasIds, bool IsSaved)
{
    public const string Header = "| route | ids | history | requests | signature on its own call | order | calls doubled | results in call order, one turn | text's signature | strict emulator |\n|---|---|---|---|---|---|---|---|---|---|";

    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults => _faults;

    private string Requests { get; set; } = "";

    private string Signatures { get; set; } = "";

    private string Order { get; set; } = "";

    private string Doubled { get; set; } = "";

    private string Results { get; set; } = "";

    private string TextSignature { get; set; } = "";

    private string Refused { get; set; } = "";

    public static RouteRow Of(Route route, bool hasIds, bool isSaved, Stage stage)
    {
        var row = new RouteRow(route.Name, hasIds, isSaved);
        var requests = stage.Requests;
        row.Requests = row.Must($"{requests.Count}", requests.Count == route.Requests, $"{route.Requests} requests");
        var emitted = stage.Emitted.Calls;
        var contents = requests[^1]["contents"]!.AsArray();
        var turn = contents.ToList().FindIndex(static content => Calls(content!).Any());
        var calls = contents.SelectMany(static content => Calls(content!)).ToList();
        row.Signatures = row.Must(calls.TrueForAll(call => emitted.Any(sent => JsonNode.DeepEquals(sent, call))), "every call as it came");
        row.Order = row.Must(calls.Select(Args).SequenceEqual(emitted.Select(Args)), "the model's order");
        row.Doubled = row.Must(calls.Count > emitted.Count ? "yes" : "no", calls.Count == emitted.Count && emitted.Count == route.Calls, "every call once");
        row.Results = row.ReadResults(route, contents, turn, calls);

        var signed = stage.Emitted.SignedTexts is [var first, ..] ? first : null;
        var kept = signed is not null && contents.SelectMany(static content => content!["parts"]!.AsArray()).Any(part => part!["thoughtSignature"]?.GetValue<string>() == signed["thoughtSignature"]!.GetValue<string>());
        // The last answer's signature is nowhere to be sent yet on a route of one turn.
        row.TextSignature = route.Requests == 2 ? "-" : row.Must(kept ? "kept" : "lost in SK", kept == route.KeepsReasoning, route.KeepsReasoning ? "the text's signature" : "Semantic Kernel to drop reasoning");
        row.Refused = row.Must(stage.Refusals().Length == 0 ? "accepts" : stage.Refusals(), stage.Refusals().Length == 0, "no refusals");
        return row;
    }

    public override string ToString() =>
        $"| {Name} | {(HasIds ? "yes" : "no")} | {(IsSaved ? "JSON" : "memory")} | {Requests} | {Signatures} | {Order} | {Doubled} | {Results} | {TextSignature} | {Refused} |";

    private static IEnumerable<JsonObject> Calls(JsonNode content) => content["parts"]!.AsArray().Select(static part => part!.AsObject()).Where(static part => part["functionCall"] is not null);

    private static string Args(JsonObject call) => call["functionCall"]!["args"]!.ToJsonString();

    private string ReadResults(Route route, JsonArray contents, int turn, List<JsonObject> calls)
    {
        var results = turn < 0 ? [] : contents[turn + 1]!["parts"]!.AsArray();
        var expected = route.HasResults ? new[] { "sunny", "rainy" }.Take(route.Calls) : Enumerable.Repeat("no result was recorded", route.Calls);
        var isOneTurn = results.Count == calls.Count
            && results.Zip(calls).All(static pair => pair.First!["functionResponse"] is { } response && Id(response) == Id(pair.Second["functionCall"]))
            && contents.Count(static content => content!["parts"]!.AsArray().Any(static part => part!["functionResponse"] is not null)) == 1
            && results.Zip(expected).All(static pair => pair.First!.ToJsonString().Contains(pair.Second, StringComparison.Ordinal));
        return Must(route.HasResults ? isOneTurn ? "yes" : "no" : isOneTurn ? "errors" : "no", isOneTurn, "results in call order in one turn");
    }

    private static string? Id(JsonNode? callOrResult) => callOrResult?["id"]?.GetValue<string>();

    private string Must(bool isSo, string wanted) => Must(isSo ? "yes" : "no", isSo, wanted);

    private string Must(string shown, bool isSo, string wanted)
    {
        if (!isSo)
        {
            _faults.Add($"{Name}, {(HasIds ? "ids" : "no ids")}, {(IsSaved ? "JSON" : "memory")}: wanted {wanted}");
        }

        return shown;
    }
}
