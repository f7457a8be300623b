using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Tests;

/// <summary>A client as plain as can be: what it shows is the emulator's doing.</summary>
internal sealed class EmulatorClient(GeminiEmulator emulator) : IDisposable
{
    public const string Model = "gemini-3.8-flash";

    // Without the drain time an abandoned response closes its connection at once.
    private readonly HttpClient _http = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = emulator.BaseAddress };

    public static string Ask(string text, string rest = "") =>
        $$"""{"contents":[{"role":"user","parts":[{"text":{{JsonValue.Create(text).ToJsonString()}}}]}]{{(rest.Length == 0 ? "" : "," + rest)}}}""";

    public async Task<JsonObject> GenerateAsync(string body, string model = Model)
    {
        using var response = await PostAsync($"v1beta/models/{model}:generateContent", body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    public async Task<List<JsonObject>> StreamAsync(string body, string model = Model)
    {
        var text = await StreamTextAsync(body, model);
        return [.. text.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).Select(data => JsonNode.Parse(data["data: ".Length..])!.AsObject())];
    }

    public async Task<string> StreamTextAsync(string body, string model = Model)
    {
        using var response = await PostAsync($"v1beta/models/{model}:streamGenerateContent?alt=sse", body);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string key = "test-key", HttpCompletionOption until = HttpCompletionOption.ResponseContentRead, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("x-goog-api-key", key);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return _http.SendAsync(request, until, TestContext.Current.CancellationToken);
    }

    public Task<string> GetStringAsync(string path) => _http.GetStringAsync(path, TestContext.Current.CancellationToken);

    public void Dispose() => _http.Dispose();
}
