using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>Everything that the checks look at: one recorded exchange, what it says, and what the client made of it.</summary>
internal sealed record ExchangeRun
{
    public required RecordedExchange Exchange { get; init; }

    public required ExpectedAnswer Expected { get; init; }

    public required Ask Ask { get; init; }

    public ChatResponse? Answer => Ask.Answer;

    /// <summary>Gets the follow-up; null where there was no answer to follow.</summary>
    public FollowUp? FollowUp { get; init; }

    /// <summary>Gets the follow-up after the messages went through JSON, by a new client.</summary>
    public FollowUp? FollowUpAfterJson { get; init; }

    /// <summary>Gets the stream's other cuts, by seed.</summary>
    public IReadOnlyList<(int Seed, ExchangeRun Run)> Cuts { get; init; } = [];

    public required IReadOnlyList<SentRequest> Requests { get; init; }

    public static async Task<ExchangeRun> RunAsync(RecordedExchange exchange, Func<RecordedExchange, HttpClient, IChatClient> createClient, CancellationToken cancellationToken)
    {
        var expected = ExpectedAnswer.Of(exchange);
        var run = await RunOnceAsync(exchange, expected, createClient, null, withJson: true, cancellationToken);
        if (!exchange.IsStream || exchange.Status != 200)
        {
            return run;
        }

        List<(int Seed, ExchangeRun Run)> cuts = [];
        for (var i = 0; i < SeededCuts.PerStream; i++)
        {
            var seed = SeededCuts.Seed(exchange.Name, i);
            cuts.Add((seed, await RunOnceAsync(exchange, expected, createClient, SeededCuts.Of(seed, exchange.Body.Length), withJson: false, cancellationToken)));
        }

        return run with { Cuts = cuts };
    }

    private static async Task<ExchangeRun> RunOnceAsync(
        RecordedExchange exchange,
        ExpectedAnswer expected,
        Func<RecordedExchange, HttpClient, IChatClient> createClient,
        Func<int>? nextPiece,
        bool withJson,
        CancellationToken cancellationToken)
    {
        using ReplayHandler handler = new(exchange, nextPiece);
        using HttpClient http = new(handler, disposeHandler: false);
        using var client = createClient(exchange, http);
        var ask = await Ask.RunAsync(client, exchange, expected, cancellationToken);
        if (ask.Answer is null)
        {
            return new ExchangeRun { Exchange = exchange, Expected = expected, Ask = ask, Requests = [.. handler.Requests] };
        }

        var options = FirstRequest.Options(exchange, expected);
        var answered = FollowUp.Answered(ask.History);
        var followUp = await FollowUp.SendAsync(client, handler, answered, options, cancellationToken);
        if (!withJson)
        {
            return new ExchangeRun { Exchange = exchange, Expected = expected, Ask = ask, FollowUp = followUp, Requests = [.. handler.Requests] };
        }

        using ReplayHandler newHandler = new(recording: null);
        using HttpClient newHttp = new(newHandler, disposeHandler: false);
        using var newClient = createClient(exchange, newHttp);
        var afterJson = await FollowUp.SendAsync(newClient, newHandler, FollowUp.ThroughJson(answered), options, cancellationToken);
        return new ExchangeRun
        {
            Exchange = exchange,
            Expected = expected,
            Ask = ask,
            FollowUp = followUp,
            FollowUpAfterJson = afterJson,
            Requests = [.. handler.Requests, .. newHandler.Requests],
        };
    }
}
