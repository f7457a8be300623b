using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Samples.Swap;

/// <summary>Stands for a local Ollama: its chat, streamed as a line of JSON for each piece. It calls the function first and then tells the result.</summary>
internal sealed class OllamaServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OllamaServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    /// <param name="city">The city that a question names.</param>
    /// <param name="sentence">What is said of a city and its weather.</param>
    public static async Task<OllamaServer> StartAsync(Func<string, string> city, Func<string, string, string> sentence)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, city, sentence));
        await app.StartAsync();
        return new OllamaServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, Func<string, string> city, Func<string, string, string> sentence)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var messages = request.RootElement.GetProperty("messages").EnumerateArray().ToList();
        var asked = city(messages.Last(message => message.GetProperty("role").GetString() == "user").GetProperty("content").GetString()!);
        context.Response.ContentType = "application/x-ndjson";
        if (messages[^1].GetProperty("role").GetString() != "tool")
        {
            var call = new JsonObject { ["function"] = new JsonObject { ["name"] = "GetWeather", ["arguments"] = new JsonObject { ["city"] = asked } } };
            await WriteAsync(context, new JsonObject { ["role"] = "assistant", ["content"] = "", ["tool_calls"] = new JsonArray(call) }, done: false);
        }
        else
        {
            foreach (var word in sentence(asked, Weather(messages[^1])).Split(' '))
            {
                await WriteAsync(context, new JsonObject { ["role"] = "assistant", ["content"] = word + " " }, done: false);
            }
        }

        await WriteAsync(context, new JsonObject { ["role"] = "assistant", ["content"] = "" }, done: true);
    }

    /// <summary>The client wraps a function's result in JSON of its own.</summary>
    private static string Weather(JsonElement message)
    {
        var content = message.GetProperty("content").GetString()!;
        if (!content.StartsWith('{'))
        {
            return content.Trim('"');
        }

        var result = JsonNode.Parse(content)!;
        return (result["result"] ?? result["Result"])!.ToString();
    }

    private static async Task WriteAsync(HttpContext context, JsonObject message, bool done)
    {
        var line = new JsonObject { ["model"] = "local-model", ["created_at"] = "2026-10-01T00:00:00Z", ["message"] = message, ["done"] = done };
        if (done)
        {
            line["done_reason"] = "stop";
        }

        await context.Response.WriteAsync(line.ToJsonString() + "\n", context.RequestAborted);
    }
}
