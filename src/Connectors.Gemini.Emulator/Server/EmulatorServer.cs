using System.Text.Json;
using Connectors.Gemini.Emulator.Brain;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Journals;
using Connectors.Gemini.Emulator.OpenAI;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>Takes each request through the same steps: journal, fault, route, rules, script or brain, answer.</summary>
internal sealed class EmulatorServer(
    GeminiEmulatorOptions options, EmulatorScript script, EmulatorFaults faults, EmulatorJournal journal, CancellationToken stopping)
{
    private readonly EmittedNames _emittedNames = new();

    public const string RuleHeader = "x-emulator-rule";

    public async Task HandleAsync(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?')[0];
        if (path.StartsWith(ControlEndpoint.Prefix, StringComparison.Ordinal))
        {
            await new ControlEndpoint(script, faults, journal).HandleAsync(http, path).ConfigureAwait(false);
            return;
        }

        var route = HttpMethods.IsPost(http.Request.Method) ? Route.Parse(path) : null;
        var entry = journal.Add(number => new JournalEntry
        {
            Number = number,
            Arrived = options.TimeProvider.GetUtcNow(),
            HttpMethod = http.Request.Method,
            PathAndQuery = Redaction.PathAndQuery(target),
            Headers = Redaction.Headers(http.Request.Headers),
            Model = route?.Model,
            Method = route?.Method,
        });

        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var openAIResource = OpenAIPath.Resource(path);
        var exchange = new Exchange(http, journal, entry.Number, route, cancellation.Token) { IsOpenAI = openAIResource is not null };
        try
        {
            await (openAIResource is not null
                ? AnswerOpenAIAsync(http, exchange, openAIResource)
                : AnswerAsync(http, exchange, route, target)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && cancellation.IsCancellationRequested)
        {
            // The client is gone or the emulator stops: there is nobody to answer, and the entry says so.
            http.Abort();
        }
        finally
        {
            var isClientGone = http.RequestAborted.IsCancellationRequested && !exchange.IsEndedHere && !stopping.IsCancellationRequested;
            exchange.Note(entry => entry with { Completed = true, ClientAborted = isClientGone });
        }
    }

    private static Dictionary<string, string> Headers(HttpContext http) =>
        http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    private static ServiceError Explained(EmulatorRefusal refusal)
    {
        var error = new ServiceError(refusal.HttpStatus, refusal.Status, refusal.Message);
        foreach (var detail in refusal.Details ?? [])
        {
            error = error.WithDetail(detail!.AsObject());
        }

        return error.WithDetail(new()
        {
            ["@type"] = "type.googleapis.com/google.rpc.DebugInfo",
            ["detail"] = $"emulator rule {refusal.RuleId}; start the emulator with Strict=false / --loose to let this pass",
        });
    }

    private async Task AnswerAsync(HttpContext http, Exchange exchange, Route? route, string target)
    {
        var (body, malformed) = await exchange.ReadBodyAsync().ConfigureAwait(false);
        if (route is null && HttpMethods.IsGet(http.Request.Method) && ModelEndpoint.Takes(target.Split('?')[0]))
        {
            await AnswerModelsAsync(http, exchange, target).ConfigureAwait(false);
            return;
        }

        if (route is null)
        {
            // The service's front end answers paths that it does not know with an empty page.
            exchange.AddHeader(RuleHeader, "unknown-route");
            await exchange.SendRawAsync(new RawBody(StatusCodes.Status404NotFound, "text/html", []), new StreamPlan()).ConfigureAwait(false);
            return;
        }

        if (await StruckAsync(exchange, route).ConfigureAwait(false))
        {
            return;
        }

        if (await RefusedAsync(exchange, malformed).ConfigureAwait(false))
        {
            return;
        }

        var refusals = RequestCheck.Check(
            new EmulatorRequest { Method = http.Request.Method, PathAndQuery = target, Headers = Headers(http), Body = body, IsVertex = route.IsVertex },
            options,
            _emittedNames.Current);
        exchange.Note(entry => entry with { Refusals = refusals });
        if (refusals.Count > 0)
        {
            exchange.AddHeader(RuleHeader, $"{refusals[0].RuleId}; {(options.Strict ? "passes with --loose" : "passed because of --loose")}");
            if (options.Strict)
            {
                await exchange.SendErrorAsync(Explained(refusals[0])).ConfigureAwait(false);
                return;
            }
        }

        if (TokenAnswer.For(route, body ?? default) is { } tokens)
        {
            await exchange.SendJsonAsync(tokens, new StreamPlan()).ConfigureAwait(false);
            return;
        }

        if (EmbeddingAnswer.For(route, body ?? default) is { } vectors)
        {
            await exchange.SendJsonAsync(vectors, new StreamPlan()).ConfigureAwait(false);
            return;
        }

        if (ImagenAnswer.Takes(route))
        {
            var image = new ScriptRequest(route.Model, route.Method, route.IsVertex, body ?? default);
            await SendImagenAsync(exchange, image, Choose(exchange, image, ImagenAnswer.Default)).ConfigureAwait(false);
            return;
        }

        if (route.Method is not ("generateContent" or "streamGenerateContent"))
        {
            exchange.AddHeader(RuleHeader, "not-emulated");
            await exchange.SendErrorAsync(new ServiceError(501, "UNIMPLEMENTED", $"The emulator does not know the method {route.Method}.")).ConfigureAwait(false);
            return;
        }

        var request = new ScriptRequest(route.Model, route.Method, route.IsVertex, body ?? default) { TrafficType = TrafficTypes.Of(http.Request.Headers) };
        var reply = Choose(exchange, request, DefaultBrain.Answer);
        _emittedNames.Add(reply);
        await SendAsync(exchange, route, request, reply).ConfigureAwait(false);
    }

    private async Task AnswerOpenAIAsync(HttpContext http, Exchange exchange, string resource)
    {
        var (body, malformed) = await exchange.ReadBodyAsync().ConfigureAwait(false);
        if (await RefusedAsync(exchange, malformed).ConfigureAwait(false))
        {
            return;
        }

        if (HttpMethods.IsPost(http.Request.Method) && resource == "embeddings")
        {
            await AnswerOpenAIEmbeddingsAsync(http, exchange, body ?? default).ConfigureAwait(false);
            return;
        }

        var endpoint = new OpenAIEndpoint(options, http.Request.Method, resource, Headers(http));
        var (call, answer, error) = endpoint.Read(body ?? default);
        if (call is not null)
        {
            exchange.Note(entry => entry with { Model = call.Route.Model, Method = call.Route.Method });
            if (await StruckAsync(exchange, call.Route).ConfigureAwait(false))
            {
                return;
            }
        }

        var refusals = endpoint.Check(call, _emittedNames.Current);
        exchange.Note(entry => entry with { Refusals = refusals });
        if (refusals.Count > 0)
        {
            exchange.AddHeader(RuleHeader, refusals[0].RuleId);
            error = options.Strict ? Explained(refusals[0]) : error;
        }

        if (error is not null)
        {
            await exchange.SendErrorAsync(error).ConfigureAwait(false);
        }
        else if (call is null)
        {
            await exchange.SendJsonAsync(answer!, new StreamPlan()).ConfigureAwait(false);
        }
        else
        {
            var request = new ScriptRequest(call.Route.Model, call.Route.Method, isVertex: false, call.Request.Body);
            var reply = Choose(exchange, request, DefaultBrain.Answer);
            _emittedNames.Add(reply);
            await SendAsync(exchange, call.Route, request, reply, new CompletionsAnswer(call.Request.Model, call.Request.IncludesUsage, options.TimeProvider.GetUtcNow())).ConfigureAwait(false);
        }
    }

    private async Task AnswerOpenAIEmbeddingsAsync(HttpContext http, Exchange exchange, JsonElement body)
    {
        var (request, error) = EmbeddingsRequest.Read(body);
        if (request is not null)
        {
            exchange.Note(entry => entry with { Model = request.Route.Model, Method = request.Route.Method });
            if (await StruckAsync(exchange, request.Route).ConfigureAwait(false))
            {
                return;
            }

            var refusals = RequestCheck.Check(request.ForRules(OpenAIEndpoint.WithKey(Headers(http))), options, _emittedNames.Current);
            exchange.Note(entry => entry with { Refusals = refusals });
            if (refusals.Count > 0)
            {
                exchange.AddHeader(RuleHeader, refusals[0].RuleId);
                error = options.Strict ? Explained(refusals[0]) : null;
            }
        }

        var answer = error is null ? request!.Answer() : null;
        await (answer is not null
            ? exchange.SendJsonAsync(answer, new StreamPlan())
            : exchange.SendErrorAsync(error ?? new ServiceError(StatusCodes.Status404NotFound, "NOT_FOUND", "Requested entity was not found."))).ConfigureAwait(false);
    }

    private async Task AnswerModelsAsync(HttpContext http, Exchange exchange, string target)
    {
        var refusals = RequestCheck.Check(
            new EmulatorRequest { Method = http.Request.Method, PathAndQuery = target, Headers = Headers(http), IsVertex = target.Contains("/publishers/", StringComparison.Ordinal) },
            options,
            _emittedNames.Current);
        exchange.Note(entry => entry with { Refusals = refusals });
        var (answer, error) = refusals.Count > 0 && options.Strict ? (null, Explained(refusals[0])) : ModelEndpoint.Answer(target);
        await (answer is not null ? exchange.SendJsonAsync(answer, new StreamPlan()) : exchange.SendErrorAsync(error!)).ConfigureAwait(false);
    }

    private static async Task<bool> RefusedAsync(Exchange exchange, JsonException? malformed)
    {
        if (malformed is null)
        {
            return false;
        }

        exchange.AddHeader(RuleHeader, "malformed-json");
        await exchange.SendErrorAsync(new ServiceError(400, "INVALID_ARGUMENT", "Invalid JSON payload received. " + malformed.Message)).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> StruckAsync(Exchange exchange, Route route)
    {
        if (faults.Find(route.Model, route.Method) is not { } fault)
        {
            return false;
        }

        exchange.Note(entry => entry with { Fault = fault.ToString() });
        await StrikeAsync(exchange, fault).ConfigureAwait(false);
        return true;
    }

    private Reply Choose(Exchange exchange, ScriptRequest request, Func<ScriptRequest, Reply> otherwise)
    {
        try
        {
            return script.Answer(request) ?? otherwise(request);
        }
        catch (Exception exception)
        {
            // The script is the caller's code. Its failure is told where the caller looks: in the answer and in the journal.
            exchange.Note(entry => entry with { Fault = "script failed: " + exception });
            return Reply.Error(new ServiceError(500, "INTERNAL", "The emulator's script failed: " + exception.Message));
        }
    }

    private static Task SendImagenAsync(Exchange exchange, ScriptRequest request, Reply reply) => reply switch
    {
        { ErrorAnswer: { } error } => exchange.SendErrorAsync(error),
        { Raw: { } raw } => exchange.SendRawAsync(raw, reply.Plan),
        { RawResponses: [var first, ..] } => exchange.SendJsonAsync(first, reply.Plan),
        _ => exchange.SendJsonAsync(ImagenAnswer.Of(request, reply), reply.Plan),
    };

    private async Task SendAsync(Exchange exchange, Route route, ScriptRequest request, Reply reply, CompletionsAnswer? completions = null)
    {
        if (reply.ErrorAnswer is { } error)
        {
            await exchange.SendErrorAsync(error).ConfigureAwait(false);
            return;
        }

        if (reply.Raw is { } raw)
        {
            await exchange.SendRawAsync(raw, reply.Plan).ConfigureAwait(false);
            return;
        }

        var composer = new AnswerComposer(request, $"{options.Seed}/{exchange.Number}", options.TimeProvider.GetUtcNow());
        if (route.IsStream)
        {
            var events = composer.Events(reply);
            await exchange.SendEventsAsync(completions?.Chunks(events) ?? events, reply.Plan).ConfigureAwait(false);
        }
        else
        {
            var whole = composer.Whole(reply);
            await exchange.SendJsonAsync(completions?.Whole(whole) ?? whole, reply.Plan).ConfigureAwait(false);
        }
    }

    private static async Task StrikeAsync(Exchange exchange, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Reset:
                exchange.Reset();
                break;
            case FaultKind.Hang:
                await Task.Delay(Timeout.Infinite, exchange.CancellationToken).ConfigureAwait(false);
                break;
            case FaultKind.Answer when fault.Reply!.ErrorAnswer is { } error:
                await exchange.SendErrorAsync(error).ConfigureAwait(false);
                break;
            default:
                await exchange.SendRawAsync(fault.Reply!.Raw!, new StreamPlan()).ConfigureAwait(false);
                break;
        }
    }
}
