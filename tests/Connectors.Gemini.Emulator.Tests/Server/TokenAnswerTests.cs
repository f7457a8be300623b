using System.Net;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Tests.Server;

public class TokenAnswerTests
{
    private const string Question = """{"contents":[{"role":"user","parts":[{"text":"What is the capital of France?"}]}],"systemInstruction":{"parts":[{"text":"You are a helpful assistant."}]}}""";

    private const string VertexPath = "v1beta1/projects/p/locations/global/publishers/google/models/" + EmulatorClient.Model;

    [Fact]
    public async Task CountTokens_counts_bare_contents_and_a_whole_request()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        var bare = await CountAsync(client, """{"contents":[{"parts":[{"text":"12345678"}]}]}""");
        var whole = await CountAsync(client, $$"""{"generateContentRequest":{"model":"models/{{EmulatorClient.Model}}",{{Question[1..]}} }""");

        Assert.Equal(2, bare["totalTokens"]!.GetValue<int>());
        Assert.Equal(15, whole["totalTokens"]!.GetValue<int>());
        Assert.Null(whole["totalBillableCharacters"]);
    }

    [Fact]
    public async Task On_Vertex_the_characters_without_white_space_are_told_too()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync(VertexPath + ":countTokens", Question);
        var count = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(49, count["totalBillableCharacters"]!.GetValue<int>());
        Assert.Equal(15, count["totalTokens"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"model\":\"gemini-3.8-flash\",")]
    public async Task The_request_inside_must_name_its_model_with_the_prefix(string model)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync($"v1beta/models/{EmulatorClient.Model}:countTokens", $$"""{"generateContentRequest":{ {{model}}{{Question[1..]}} }""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("counted-model", Assert.Single(Assert.Single(emulator.Journal.Entries).Refusals).RuleId);
    }

    private static async Task<JsonObject> CountAsync(EmulatorClient client, string body)
    {
        using var response = await client.PostAsync($"v1beta/models/{EmulatorClient.Model}:countTokens", body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }
}
