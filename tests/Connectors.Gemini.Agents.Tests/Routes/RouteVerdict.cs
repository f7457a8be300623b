namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>What the requests of a run say, as a row of the table.</summary>
public sealed record RouteVerdict
{
    private RouteVerdict(Route route, RouteRun run)
    {
        Route = route;
        Run = run;
        var requests = run.Scene.Requests;
        Requests = requests.Count;
        Refusals = run.Scene.Journal.Sum(entry => entry.Refusals.Count) + run.Scene.OtherRefusals.Count;
        var withCalls = requests.Where(request => request.Calls.Count > 0).ToList();
        var steps = withCalls.SelectMany(Steps).Where(step => step.Calls.Exists(call => Trip.Calls.Contains(call.Place, StringComparer.Ordinal))).ToList();
        Signatures = string.Join('+', steps.Select(step => SignatureOf(step.Calls)).Distinct().Order(StringComparer.Ordinal).Reverse());
        IsInOrder = steps.Count > 0 && steps.TrueForAll(step => step.Calls.Select(call => call.Place).SequenceEqual(route.Calls));
        Doubles = withCalls.Sum(request => Trip.Calls.Sum(call => Math.Max(0, request.Calls.Count(part => part.Place == call) - 1)));
        AreResultsInOrder = steps.Count > 0 && steps.TrueForAll(step => AreAnswered(step.Calls, step.Next));
        TextSignature = requests[^1].Parts.FindLast(part => part.IsThought is false && part.Call is null && part.HasOwnSignature) is not null;
    }

    public Route Route { get; }

    public RouteRun Run { get; }

    public int Requests { get; }

    public int Refusals { get; }

    public string Signatures { get; }

    public bool TextSignature { get; }

    public bool IsInOrder { get; }

    public int Doubles { get; }

    public bool AreResultsInOrder { get; }

    public static string Header => $"{"route",-52} {"mode",-8} {"ids",-4} {"json",-4} {"calls signed",-16} {"text signed",-11} {"order",-5} {"doubled",-7} {"results",-7} {"requests",-8} refused";

    public bool IsGood =>
        Refusals == 0 && IsInOrder && Doubles == 0 && AreResultsInOrder && Requests == Route.Requests && Signatures == Route.Signatures
        && (Route.KeepsReasoning is not true || TextSignature);

    public static RouteVerdict Of(Route route, RouteRun run) => new(route, run);

    public override string ToString()
    {
        var textSigned = Route.KeepsReasoning is null ? "not sent" : TextSignature ? "own" : "dropped";
        return $"{Route.Name,-52} {(Run.Streaming ? "streamed" : "unary"),-8} {(Run.Model == Scene.Model ? "yes" : "no"),-4} {(Run.Json ? "yes" : "no"),-4} {Signatures,-16} {textSigned,-11} "
            + $"{(IsInOrder ? "kept" : "LOST"),-5} {Doubles,-7} {(AreResultsInOrder ? "kept" : "LOST"),-7} {Requests + "/" + Route.Requests,-8} {Refusals}{(IsGood ? "" : "   <-- WRONG")}";
    }

    private static IEnumerable<(List<SentPart> Calls, SentTurn? Next)> Steps(SentRequest request)
    {
        for (var i = 0; i < request.Turns.Count; i++)
        {
            var calls = request.Turns[i].Parts.FindAll(part => part.Call is not null);
            if (calls.Count > 0)
            {
                yield return (calls, request.Turns.ElementAtOrDefault(i + 1));
            }
        }
    }

    private static string SignatureOf(List<SentPart> calls)
    {
        if (calls.Skip(1).Any(call => call.Signature is not null))
        {
            return "MOVED";
        }

        return calls[0] switch
        {
            { HasOwnSignature: true } => "own",
            { Signature: "skip_thought_signature_validator" } => "placeholder",
            { Signature: null } => "none",
            _ => "WRONG",
        };
    }

    private static bool AreAnswered(List<SentPart> calls, SentTurn? next) =>
        next is { Role: "user" }
        && next.Parts.Count == calls.Count
        && calls.Zip(next.Parts).All(pair => pair.Second.Result is not null && pair.First.Name == pair.Second.Name && pair.First.Id == pair.Second.Id);
}
