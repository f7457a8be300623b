using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Gemini.Emulator.Tests.Server;

public sealed class RouteTests
{
    [Theory]
    [InlineData("v1/models/gemini-3.8-flash:generateContent")]
    [InlineData("v1beta/models/gemini-3.8-flash:generateContent")]
    [InlineData("v1alpha/models/gemini-3.8-flash:generateContent")]
    [InlineData("v1beta1/publishers/google/models/gemini-3.8-flash:generateContent")]
    [InlineData("v1beta1/projects/p/locations/global/publishers/google/models/gemini-3.8-flash:generateContent")]
    [InlineData("v1beta1/projects/p/locations/global/endpoints/42:generateContent")]
    [InlineData("v1beta1/endpoints/42:generateContent")]
    public async Task Every_path_of_the_service_is_answered(string path)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync(path, EmulatorClient.Ask("x"));

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Vertex_answers_with_its_own_fields_and_without_call_ids()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using var emulator = await GeminiEmulator.StartAsync(new GeminiEmulatorOptions { TimeProvider = clock });
        using var client = new EmulatorClient(emulator);
        emulator.Script.Next(Reply.Call("f"));

        using var response = await client.PostAsync(
            "v1beta1/projects/p/locations/global/publishers/google/models/gemini-3.8-flash:generateContent", EmulatorClient.Ask("x"));

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        Assert.Equal("2026-03-04T05:06:07.000000Z", answer["createTime"]!.ToString());
        Assert.Equal("ON_DEMAND", answer["usageMetadata"]!["trafficType"]!.ToString());
        Assert.Null(answer["usageMetadata"]!["serviceTier"]);
        Assert.Null(answer.Candidate()["index"]);
        Assert.True(answer.Candidate()["avgLogprobs"]!.GetValue<double>() < 0);
        Assert.Null(answer.Parts()[0]["functionCall"]!["id"]);
        Assert.StartsWith("/v1beta1/projects/p/", emulator.Journal.Entries[0].PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Vertex-AI-LLM-Shared-Request-Type", "flex", "ON_DEMAND_FLEX")]
    [InlineData("X-Vertex-AI-LLM-Shared-Request-Type", "priority", "ON_DEMAND_PRIORITY")]
    [InlineData("X-Vertex-AI-LLM-Request-Type", "dedicated", "PROVISIONED_THROUGHPUT")]
    [InlineData("X-Vertex-AI-LLM-Request-Type", "shared", "ON_DEMAND")]
    public async Task The_headers_of_Vertex_choose_the_quota(string header, string value, string expected)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync("v1beta1/publishers/google/models/gemini-3.8-flash:generateContent", EmulatorClient.Ask("x"), headers: (header, value));

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        Assert.Equal(expected, answer["usageMetadata"]!["trafficType"]!.ToString());
    }

    [Theory]
    [InlineData("v1beta/nothing")]
    [InlineData("v7/models/gemini-3.8-flash:generateContent")]
    public async Task An_unknown_path_gets_the_front_ends_404(string path)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync(path, EmulatorClient.Ask("x"));

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }
}
