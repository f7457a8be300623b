using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Samples.AgentFramework;

/// <summary>
/// Stands for another provider: the chat completions of OpenAI's API on a loopback port, whole or as a stream.
/// What it answers is a function of the request.
/// </summary>
internal sealed class CompletionsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CompletionsServer(WebApplication app)
    {
        _app = app;
        BaseAddress = new Uri(app.Urls.First() + "/v1");
    }

    public Uri BaseAddress { get; }

    public static async Task<CompletionsServer> StartAsync(Func<JsonElement, CompletionReply> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, answer));
        await app.StartAsync();
        return new CompletionsServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, Func<JsonElement, CompletionReply> answer)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var reply = answer(request.RootElement.Clone());
        if (reply.Status != 200)
        {
            context.Response.StatusCode = reply.Status;
            await WriteAsync(context, new JsonObject { ["error"] = new JsonObject { ["message"] = reply.Text, ["type"] = "invalid_request_error" } });
        }
        else if (request.RootElement.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True)
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var delta in Deltas(reply))
            {
                await WriteEventAsync(context, Chunk(delta, finishReason: null));
            }

            await WriteEventAsync(context, Chunk([], FinishReason(reply)));
            var end = Chunk([], finishReason: null);
            end["choices"] = new JsonArray();
            end["usage"] = Usage();
            await WriteEventAsync(context, end);
            await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
        }
        else
        {
            var message = new JsonObject { ["role"] = "assistant", ["content"] = reply.Text };
            if (reply.Calls.Count > 0)
            {
                message["tool_calls"] = new JsonArray([.. reply.Calls.Select(Call)]);
            }

            await WriteAsync(context, new JsonObject
            {
                ["id"] = "completion-1",
                ["object"] = "chat.completion",
                ["created"] = 1_790_000_000,
                ["model"] = "other-model",
                ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = FinishReason(reply) }),
                ["usage"] = Usage(),
            });
        }
    }

    private static IEnumerable<JsonObject> Deltas(CompletionReply reply)
    {
        yield return new JsonObject { ["role"] = "assistant", ["content"] = "" };
        foreach (var word in reply.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return new JsonObject { ["content"] = word + " " };
        }

        for (var i = 0; i < reply.Calls.Count; i++)
        {
            var call = Call(reply.Calls[i]);
            call["index"] = i;
            yield return new JsonObject { ["tool_calls"] = new JsonArray(call) };
        }
    }

    private static JsonObject Call(CompletionCall call) => new()
    {
        ["id"] = call.Id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
    };

    private static JsonObject Chunk(JsonObject delta, string? finishReason) => new()
    {
        ["id"] = "completion-1",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1_790_000_000,
        ["model"] = "other-model",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finishReason }),
    };

    private static string FinishReason(CompletionReply reply) => reply.Calls.Count > 0 ? "tool_calls" : "stop";

    private static JsonObject Usage() => new() { ["prompt_tokens"] = 10, ["completion_tokens"] = 5, ["total_tokens"] = 15 };

    private static Task WriteEventAsync(HttpContext context, JsonObject chunk) =>
        context.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n", context.RequestAborted);

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
