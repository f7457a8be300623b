using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

public class SamplingTests
{
    [Fact]
    public async Task Every_neutral_number_reaches_its_field()
    {
        var body = await Wire.SendAsync(new ChatOptions
        {
            Temperature = 0.5f,
            TopP = 0.25f,
            TopK = 40,
            MaxOutputTokens = 100,
            Seed = 7,
            PresencePenalty = 0.5f,
            FrequencyPenalty = -0.5f,
            StopSequences = ["END", "###"],
        });

        Wire.AssertEqual(
            """{"temperature":0.5,"topP":0.25,"topK":40,"maxOutputTokens":100,"seed":7,"presencePenalty":0.5,"frequencyPenalty":-0.5,"stopSequences":["END","###"]}""",
            body.GetProperty("generationConfig"));
    }

    [Fact]
    public async Task Candidates_and_log_probabilities_are_typed_options()
    {
        var body = await Wire.SendAsync(new GeminiChatOptions { CandidateCount = 2, ResponseLogprobs = true, Logprobs = 3 });

        Wire.AssertEqual("""{"candidateCount":2,"responseLogprobs":true,"logprobs":3}""", body.GetProperty("generationConfig"));
    }

    [Fact]
    public async Task Further_candidates_and_log_probabilities_are_in_the_raw_response()
    {
        var handler = new WireHandler().Then(
            """{"candidates":[{"content":{"role":"model","parts":[{"text":"first"}]},"finishReason":"STOP","avgLogprobs":-0.5},{"content":{"role":"model","parts":[{"text":"second"}]},"finishReason":"STOP","index":1}]}""");
        using var gemini = handler.Client();

        var response = await gemini.AsIChatClient(Wire.Model).GetResponseAsync("Hello", new GeminiChatOptions { CandidateCount = 2 }, Wire.Token);

        Assert.Equal("first", response.Text);
        var raw = Assert.IsType<GenerateContentResponse>(response.RawRepresentation);
        Assert.Equal("second", raw.Candidates![1].Content!.Parts![0].Text);
        Assert.Equal(-0.5, raw.Candidates[0].AvgLogprobs);
    }

    [Theory]
    [InlineData("Temperature")]
    [InlineData("TopP")]
    [InlineData("TopK")]
    [InlineData("MaxOutputTokens")]
    [InlineData("PresencePenalty")]
    [InlineData("FrequencyPenalty")]
    [InlineData("Seed")]
    [InlineData("CandidateCount")]
    [InlineData("Logprobs")]
    [InlineData("StopSequences")]
    public async Task A_number_out_of_range_is_refused_by_name_before_the_call(string option)
    {
        var options = new GeminiChatOptions();
        switch (option)
        {
            case "Temperature":
                options.Temperature = 2.5f;
                break;
            case "TopP":
                options.TopP = -0.1f;
                break;
            case "TopK":
                options.TopK = 0;
                break;
            case "MaxOutputTokens":
                options.MaxOutputTokens = -1;
                break;
            case "PresencePenalty":
                options.PresencePenalty = 3;
                break;
            case "FrequencyPenalty":
                options.FrequencyPenalty = float.NaN;
                break;
            case "Seed":
                options.Seed = 1L << 40;
                break;
            case "CandidateCount":
                options.CandidateCount = 9;
                break;
            case "Logprobs":
                (options.ResponseLogprobs, options.Logprobs) = (true, 21);
                break;
            default:
                options.StopSequences = ["1", "2", "3", "4", "5", "6"];
                break;
        }

        Assert.Contains($"Options.{option} ", (await Wire.RefusedAsync(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f, 0f, -2f, 1, 1, 0)]
    [InlineData(2f, 1f, 2f, 1000, 8, 20)]
    public async Task The_ends_of_each_range_are_taken(float temperature, float topP, float penalty, int count, int candidates, int logprobs)
    {
        var body = await Wire.SendAsync(new GeminiChatOptions
        {
            Temperature = temperature,
            TopP = topP,
            PresencePenalty = penalty,
            FrequencyPenalty = penalty,
            TopK = count,
            MaxOutputTokens = count,
            CandidateCount = candidates,
            ResponseLogprobs = true,
            Logprobs = logprobs,
            StopSequences = ["1", "2", "3", "4", "5"],
        });

        Wire.AssertEqual(
            $$"""
            {"temperature":{{temperature}},"topP":{{topP}},"topK":{{count}},"maxOutputTokens":{{count}},"presencePenalty":{{penalty}},"frequencyPenalty":{{penalty}},
             "stopSequences":["1","2","3","4","5"],"candidateCount":{{candidates}},"responseLogprobs":true,"logprobs":{{logprobs}}}
            """,
            body.GetProperty("generationConfig"));
    }

    [Theory]
    [InlineData("Temperature", -0.1f)]
    [InlineData("TopP", 1.1f)]
    [InlineData("TopK", -1f)]
    [InlineData("MaxOutputTokens", 0f)]
    [InlineData("PresencePenalty", -2.1f)]
    [InlineData("PresencePenalty", 2.1f)]
    [InlineData("FrequencyPenalty", -2.1f)]
    [InlineData("FrequencyPenalty", 2.1f)]
    [InlineData("CandidateCount", 0f)]
    [InlineData("Logprobs", -1f)]
    public async Task The_other_side_of_each_range_is_refused_too(string option, float value)
    {
        GeminiChatOptions options = new() { ResponseLogprobs = true };
        switch (option)
        {
            case "Temperature":
                options.Temperature = value;
                break;
            case "TopP":
                options.TopP = value;
                break;
            case "TopK":
                options.TopK = (int)value;
                break;
            case "MaxOutputTokens":
                options.MaxOutputTokens = (int)value;
                break;
            case "PresencePenalty":
                options.PresencePenalty = value;
                break;
            case "FrequencyPenalty":
                options.FrequencyPenalty = value;
                break;
            case "CandidateCount":
                options.CandidateCount = (int)value;
                break;
            default:
                options.Logprobs = (int)value;
                break;
        }

        Assert.Contains($"Options.{option} ", (await Wire.RefusedAsync(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue + 1L)]
    [InlineData(int.MinValue - 1L)]
    public async Task A_seed_just_outside_32_bits_is_refused(long seed) =>
        Assert.Contains("Options.Seed ", (await Wire.RefusedAsync(new ChatOptions { Seed = seed })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Log_probabilities_for_no_probabilities_are_refused() =>
        Assert.Contains("ResponseLogprobs", (await Wire.RefusedAsync(new GeminiChatOptions { Logprobs = 2 })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task An_empty_stop_sequence_is_refused() =>
        Assert.Contains("StopSequences", (await Wire.RefusedAsync(new ChatOptions { StopSequences = ["a", ""] })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task Seeds_of_32_bits_fit(int seed) =>
        Assert.Equal(seed, (await Wire.SendAsync(new ChatOptions { Seed = seed })).GetProperty("generationConfig").GetProperty("seed").GetInt32());

    [Fact]
    public async Task Penalties_are_left_out_with_a_warning_on_2_5_of_the_gemini_api()
    {
        var handler = new WireHandler();

        var body = await Wire.SendAsync(new ChatOptions { PresencePenalty = 1 }, Wire.Model25, handler);

        Wire.AssertAbsent("generationConfig", body);
        Assert.True(handler.Warned("PresencePenalty"));
    }

    [Fact]
    public async Task A_frequency_penalty_alone_is_warned_of_too()
    {
        var handler = new WireHandler();

        Wire.AssertAbsent("generationConfig", await Wire.SendAsync(new ChatOptions { PresencePenalty = 0, FrequencyPenalty = 1 }, Wire.Model25, handler));
        Assert.True(handler.Warned("FrequencyPenalty"));
    }

    [Fact]
    public async Task Penalties_of_zero_are_left_out_on_2_5_without_a_word()
    {
        var handler = new WireHandler();

        Wire.AssertAbsent("generationConfig", await Wire.SendAsync(new ChatOptions { PresencePenalty = 0, FrequencyPenalty = 0 }, Wire.Model25, handler));
        Assert.False(handler.Warned("Penalty"));
    }

    [Fact]
    public async Task Penalties_are_sent_on_2_5_of_vertex()
    {
        var body = await Wire.SendAsync(
            [new TextContent("Hello")], new ChatOptions { PresencePenalty = 1 }, Wire.Model25, change: options => options.Vertex = new GeminiVertexOptions { Project = "p", Location = "global" });

        Wire.AssertEqual("""{"presencePenalty":1}""", body.GetProperty("generationConfig"));
    }

    [Fact]
    public async Task Empty_options_send_nothing_but_the_contents() =>
        Wire.AssertEqual("""{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}""", await Wire.SendAsync(new GeminiChatOptions { StopSequences = [], Tools = [] }));
}
