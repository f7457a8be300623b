using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Tests.Server;

public sealed class RefusalTests
{
    private static readonly string Path = $"v1beta/models/{EmulatorClient.Model}";

    private static GeminiEmulatorOptions OneKey(bool strict = true) => new() { ValidApiKeys = ["right"], Strict = strict };

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    [Fact]
    public async Task A_refusal_is_the_services_error_and_names_the_rule_and_the_switch()
    {
        await using var emulator = await GeminiEmulator.StartAsync(OneKey());
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync(Path + ":generateContent", EmulatorClient.Ask("x"), "wrong");

        Assert.Equal(400, (int)response.StatusCode);
        var refusal = Assert.Single(emulator.Journal.Entries[0].Refusals);
        Assert.Contains(refusal.RuleId, Assert.Single(response.Headers.GetValues("x-emulator-rule")), StringComparison.Ordinal);
        var error = (await BodyAsync(response))["error"]!;
        Assert.Equal("INVALID_ARGUMENT", error["status"]!.ToString());
        Assert.Equal("API key not valid. Please pass a valid API key.", error["message"]!.ToString());
        Assert.Contains(error["details"]!.AsArray(), detail => detail!["reason"]?.ToString() == "API_KEY_INVALID");
        Assert.Contains(error["details"]!.AsArray(), detail => detail!["detail"]?.ToString().Contains("--loose", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task In_loose_mode_the_request_passes_and_the_journal_keeps_the_verdict()
    {
        await using var emulator = await GeminiEmulator.StartAsync(OneKey(strict: false));
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync(Path + ":generateContent", EmulatorClient.Ask("x"), "wrong");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Single(emulator.Journal.Entries[0].Refusals);
        Assert.True(response.Headers.Contains("x-emulator-rule"));
    }

    [Fact]
    public async Task A_refused_stream_is_bare_json_under_the_type_of_events_or_an_array_of_one()
    {
        await using var emulator = await GeminiEmulator.StartAsync(OneKey());
        using var client = new EmulatorClient(emulator);

        using var events = await client.PostAsync(Path + ":streamGenerateContent?alt=sse", EmulatorClient.Ask("x"), "wrong");
        using var array = await client.PostAsync(Path + ":streamGenerateContent", EmulatorClient.Ask("x"), "wrong");

        Assert.Equal("text/event-stream", events.Content.Headers.ContentType!.MediaType);
        Assert.Equal(400, (await BodyAsync(events))["error"]!["code"]!.GetValue<int>());
        Assert.Equal("application/json", array.Content.Headers.ContentType!.MediaType);
        Assert.Equal(400, Assert.Single((await BodyAsync(array)).AsArray())!["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Malformed_json_is_an_invalid_argument()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync(Path + ":generateContent", "{\"contents\":");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.StartsWith("Invalid JSON payload received.", (await BodyAsync(response))["error"]!["message"]!.ToString(), StringComparison.Ordinal);
    }
}
