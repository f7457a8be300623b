using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

internal sealed class NaiveException(int s, JsonElement? e) : Exception(e.Property("message").Text() ?? "cut")
{
    public int HttpStatus => s;
    public string? Status => e.Property("status").Text();
    public string? Reason => e.Property("details").Items().Select(d => d.Property("reason").Text()).FirstOrDefault(r => r is not null);
    public int DetailCount => e.Property("details").Items().Count();
}

internal sealed class NaiveClient(HttpClient http, RecordedExchange exchange) : IChatClient
{
    public void Dispose() { }
    public object? GetService(Type serviceType, object? serviceKey = null) => null;
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatResponseUpdate> u = [];
        await foreach (var x in GetStreamingResponseAsync(messages, options, cancellationToken)) u.Add(x);
        return u.ToChatResponse();
    }
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        JsonArray contents = [];
        foreach (var m in messages)
        {
            JsonArray parts = [];
            foreach (var c in m.Contents)
            {
                if (c.AdditionalProperties?.TryGetValue("raw", out var raw) == true) parts.Add(JsonNode.Parse(raw!.ToString()!));
                else if (c is TextContent t && m.Role == ChatRole.User) parts.Add(new JsonObject { ["text"] = t.Text });
                else if (c is FunctionResultContent r)
                {
                    var call = messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().First(x => x.CallId == r.CallId);
                    var o = new JsonObject { ["name"] = call.Name, ["response"] = new JsonObject { ["output"] = JsonSerializer.SerializeToNode(r.Result, AIJsonUtilities.DefaultOptions) } };
                    if (!r.CallId.StartsWith("x_")) o["id"] = r.CallId;
                    parts.Add(new JsonObject { ["functionResponse"] = o });
                }
            }
            if (parts.Count == 0) continue;
            var role = m.Role == ChatRole.Assistant ? "model" : "user";
            if (contents.Count > 0 && contents[^1]!["role"]!.GetValue<string>() == role) { var l = (JsonArray)contents[^1]!["parts"]!; foreach (var p in parts.ToArray()) { parts.Remove(p); l.Add(p); } }
            else contents.Add(new JsonObject { ["role"] = role, ["parts"] = parts });
        }
        using var resp = await http.PostAsJsonAsync(new Uri("https://x.test/v1beta/models/m:generateContent"), new JsonObject { ["contents"] = contents }, cancellationToken);
        var body = await resp.Content.ReadAsByteArrayAsync(cancellationToken);
        var e = exchange with { Body = body, Status = (int)resp.StatusCode, IsStream = exchange.IsStream };
        var ex = ExpectedAnswer.Of(e);
        if (ex.Outcome != ExpectedOutcome.Answer) throw new NaiveException(e.Status, ex.Error);
        int n = 0;
        ChatResponseUpdate U(params AIContent[] c) => new(ChatRole.Assistant, [.. c]) { MessageId = "m", ResponseId = "r" };
        foreach (var p in ex.Parts)
        {
            AIContent c = p.Property("text").Text() is { } t ? ExpectedAnswer.IsThought(p) ? new TextReasoningContent(t) : new TextContent(t)
                : p.Property("functionCall").Property("name").Text() is { } name ? new FunctionCallContent(p.Property("functionCall").Property("id").Text() ?? "x_" + n++, name, p.Property("functionCall").Property("args") is { } a ? a.Deserialize<Dictionary<string, object?>>() : null)
                : new AIContent();
            if (!ExpectedAnswer.IsThought(p)) { c.AdditionalProperties = new() { ["raw"] = p.GetRawText() }; if (c is TextContent) c.Annotations = [new AIAnnotation()]; }
            yield return U(c);
        }
        if (!ex.HasVisibleOutput) yield return U(new ErrorContent("empty"));
        var up = U(ex.Usage is null ? [] : [new UsageContent(new UsageDetails { InputTokenCount = ex.Usage.Input, OutputTokenCount = ex.Usage.Output, TotalTokenCount = ex.Usage.Total })]);
        up.FinishReason = ex.BlockReason is not null ? ChatFinishReason.ContentFilter : ex.FinishReason switch { "STOP" => ChatFinishReason.Stop, "MAX_TOKENS" => ChatFinishReason.Length, null => null, _ => ChatFinishReason.ContentFilter };
        yield return up;
    }
}
