using System.Buffers.Binary;
using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Tests.Chat;
using Connectors.Gemini.Tests.Recorded;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Speech;

public class TextToSpeechTests
{
    private const string Old = "gemini-3.1-flash-tts-preview";
    private const string New = "gemini-3.8-flash-tts";
    private const string Pcm = """{"inlineData":{"mimeType":"audio/L16;codec=pcm;rate=16000","data":"AAABAAIA"}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audio_comes_as_the_model_gives_it_with_its_rate_and_usage()
    {
        var service = new FakeService().Answer(Pcm);

        var response = await Client(service, Old).GetAudioAsync("Hello.", cancellationToken: Cancellation);

        var audio = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal("audio/L16;codec=pcm;rate=16000", audio.MediaType);
        Assert.Equal([0, 0, 1, 0, 2, 0], audio.Data.ToArray());
        Assert.Equal(7, response.Usage!.TotalTokenCount);
        Assert.Equal("gemini-test-001", response.ModelId);
        Assert.Equal("answer-1", response.ResponseId);
        Assert.Equal("""{"contents":[{"role":"user","parts":[{"text":"Hello."}]}],"generationConfig":{"responseModalities":["AUDIO"]}}""", service.Last.GetRawText());
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("audio/wav")]
    public async Task A_WAV_is_made_of_bare_samples_with_their_own_rate_and_sizes(string format)
    {
        var service = new FakeService().Answer(Pcm);

        var response = await Client(service, Old).GetAudioAsync("Hello.", new() { AudioFormat = format }, Cancellation);

        var audio = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal("audio/wav", audio.MediaType);
        AssertWav(audio.Data.Span, rate: 16_000, [0, 0, 1, 0, 2, 0]);
    }

    [Fact]
    public async Task A_WAV_of_the_model_itself_stays_as_it_is()
    {
        var service = new FakeService().Answer("""{"inlineData":{"mimeType":"audio/wav","data":"UklGRg=="}}""");

        var response = await Client(service, New).GetAudioAsync("Hello.", new() { AudioFormat = "wav" }, Cancellation);

        Assert.Equal("RIFF"u8, Assert.IsType<DataContent>(Assert.Single(response.Contents)).Data.Span);
        Assert.False(service.Last.GetProperty("generationConfig").TryGetProperty("responseFormat", out _));
    }

    [Theory]
    [InlineData(New, "pcm", false, """{"audio":{"mimeType":"AUDIO_L16"}}""")]
    [InlineData(New, "mulaw", true, """[{"audio":{"mimeType":"AUDIO_MULAW"}}]""")]
    [InlineData(Old, "mp3", false, """{"audio":{"mimeType":"AUDIO_MP3"}}""")]
    [InlineData(Old, "pcm", false, null)]
    public async Task Other_formats_are_asked_for_in_the_form_of_the_surface(string model, string format, bool isVertex, string? expected)
    {
        var service = new FakeService().Answer(Pcm);
        var client = service.Client(options => options.Vertex = isVertex ? new() { Project = "p" } : null).AsITextToSpeechClient(model);

        await client.GetAudioAsync("Hello.", new() { AudioFormat = format }, Cancellation);

        Assert.Equal(expected, service.Last.GetProperty("generationConfig").TryGetProperty("responseFormat", out var sent) ? sent.GetRawText() : null);
    }

    [Fact]
    public async Task Updates_come_as_the_audio_does_and_the_last_one_has_the_usage()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        var whole = await gemini.AsITextToSpeechClient(Old).GetAudioAsync("Say it slowly.", cancellationToken: Cancellation);

        var updates = await gemini.AsITextToSpeechClient(Old).GetStreamingAudioAsync("Say it slowly.", cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.True(updates.Count > 3, "The audio came in one piece.");
        Assert.Equal(((DataContent)whole.Contents[0]).Data.ToArray(), updates.SelectMany(update => update.Contents.OfType<DataContent>()).SelectMany(audio => audio.Data.ToArray()).ToArray());
        Assert.All(updates[..^1], update => Assert.Equal(TextToSpeechResponseUpdateKind.AudioUpdating, update.Kind));
        Assert.Equal(TextToSpeechResponseUpdateKind.SessionClose, updates[^1].Kind);
        Assert.True(updates.ToTextToSpeechResponse().Usage!.TotalTokenCount > 0);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task A_model_that_does_not_stream_gives_its_audio_in_one_update()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        var client = gemini.AsITextToSpeechClient("gemini-2.5-flash-preview-tts");
        var whole = await client.GetAudioAsync("Say it slowly.", cancellationToken: Cancellation);

        var updates = await client.GetStreamingAudioAsync("Say it slowly.", cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal([TextToSpeechResponseUpdateKind.AudioUpdating, TextToSpeechResponseUpdateKind.SessionClose], updates.Select(update => update.Kind));
        Assert.Equal(((DataContent)whole.Contents[0]).Data.ToArray(), Assert.Single(updates.SelectMany(update => update.Contents.OfType<DataContent>())).Data.ToArray());
        Assert.Equal(whole.Usage!.TotalTokenCount, updates.ToTextToSpeechResponse().Usage!.TotalTokenCount);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task The_first_audio_is_handed_over_while_the_rest_is_not_there_yet()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        var gate = new TaskCompletionSource();
        emulator.Script.Next(Reply.Audio().ThenAudio().StallAfter(1, gate.Task));
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });

        await using var updates = gemini.AsITextToSpeechClient(Old).GetStreamingAudioAsync("Hello.", cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await updates.MoveNextAsync());
        Assert.Single(updates.Current.Contents.OfType<DataContent>());
        gate.SetResult();
        Assert.True(await updates.MoveNextAsync());
    }

    [Fact]
    public async Task Each_update_of_a_streamed_WAV_is_a_file_with_sizes_of_its_own()
    {
        var service = new FakeService().Answer(Pcm, Pcm);

        var updates = await Client(service, Old).GetStreamingAudioAsync("Hello.", new() { AudioFormat = "wav" }, Cancellation).ToListAsync(Cancellation);

        var files = updates.SelectMany(update => update.Contents.OfType<DataContent>()).ToList();
        Assert.Equal(2, files.Count);
        Assert.All(files, file => AssertWav(file.Data.Span, 16_000, [0, 0, 1, 0, 2, 0]));
    }

    [Fact]
    public async Task Voice_language_and_style_go_where_each_generation_wants_them()
    {
        var service = new FakeService().Answer(Pcm).Answer(Pcm);
        var options = new GeminiSpeechOptions { VoiceId = "kore", Language = "en-US", Style = "warm, slow" };

        await Client(service, Old).GetAudioAsync("Welcome.", options, Cancellation);
        await Client(service, New).GetAudioAsync("Welcome.", options, Cancellation);

        Assert.Equal("""{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}},"languageCode":"en-US"}""", service.Requests[0].GetProperty("generationConfig").GetProperty("speechConfig").GetRawText());
        Assert.Equal("warm, slow:\nWelcome.", Parts(service.Requests[0])[0].GetProperty("text").GetString());
        Assert.Equal("""{"text":"Welcome.","speechMetadata":{"style":"warm, slow"}}""", Parts(service.Requests[1])[0].GetRawText());
    }

    [Fact]
    public async Task Lines_of_a_dialogue_are_turns_with_their_speaker_where_text_is_spoken_word_for_word()
    {
        var service = new FakeService().Answer(Pcm).Answer(Pcm);
        const string Text = "Joe: Hi!\nHow are you?\nJane: Fine.";
        var options = new GeminiSpeechOptions { Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Joe"] = "Kore", ["Jane"] = "voice_abc" } };

        await Client(service, Old).GetAudioAsync(Text, options, Cancellation);
        await Client(service, New).GetAudioAsync(Text, (TextToSpeechOptions)options.Clone(), Cancellation);

        Assert.Equal(Text, Parts(service.Requests[0])[0].GetProperty("text").GetString());
        Assert.Equal(
            ["""{"text":"Hi!\nHow are you?","speechMetadata":{"speaker":"Joe"}}""", """{"text":"Fine.","speechMetadata":{"speaker":"Jane"}}"""],
            Parts(service.Requests[1]).Select(part => part.GetRawText()));
        Assert.Equal(
            """[{"speaker":"Joe","voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}},{"speaker":"Jane","voiceConfig":{"voice":"voice_abc"}}]""",
            service.Requests[1].GetProperty("generationConfig").GetProperty("speechConfig").GetProperty("multiSpeakerVoiceConfig").GetProperty("speakerVoiceConfigs").GetRawText());
    }

    public static TheoryData<string, GeminiSpeechOptions, string> Refused => new()
    {
        { " ", new(), "text" },
        { "Joe: Hi.", new() { Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Joe"] = "Kore" } }, "exactly two" },
        { "A: 1\nB: 2\nC: 3", new() { Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "Kore", ["B"] = "Puck", ["C"] = "Leda" } }, "exactly two" },
        { "Joe: Hi.", new() { Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Joe"] = "Kore", ["Jane"] = "Puck" } }, "'Jane'" },
        { "Joe: Hi.\nJane: Hi.", new() { VoiceId = "Kore", Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Joe"] = "Kore", ["Jane"] = "Puck" } }, "exclude each other" },
        { "Well.\nJoe: Hi.\nJane: Hi.", new() { Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Joe"] = "Kore", ["Jane"] = "Puck" } }, "begins with the name" },
        { "Hi.", new() { AudioFormat = "tape" }, "AudioFormat 'tape'" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_spoken_is_refused_before_anything_is_sent(string text, GeminiSpeechOptions options, string reason)
    {
        var service = new FakeService();
        var client = Client(service, New);

        var whole = await Assert.ThrowsAnyAsync<ArgumentException>(() => client.GetAudioAsync(text, options, Cancellation));
        Assert.ThrowsAny<ArgumentException>(() => client.GetStreamingAudioAsync(text, options, Cancellation));

        Assert.Contains(reason, whole.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Speed_pitch_and_volume_have_no_field_and_are_named_in_a_warning()
    {
        var service = new FakeService().Answer(Pcm).Answer(Pcm);

        await Client(service, New).GetAudioAsync("Hi.", new() { Speed = 1, Pitch = 1 }, Cancellation);
        Assert.Empty(service.Warnings);
        await Client(service, New).GetAudioAsync("Hi.", new() { Speed = 1.5f, Pitch = 2, Volume = 3 }, Cancellation);

        Assert.Equal(["Speed", "Pitch", "Volume"], service.Warnings.Select(line => line.Split('.')[1].Split(' ')[0]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_without_audio_is_an_exception_with_the_reason_and_the_models_words(bool streamed)
    {
        var service = new FakeService().AnswerEnding("\"OTHER\"", """{"text":"I would rather not."}""");
        var client = Client(service, New);

        var refusal = await Assert.ThrowsAsync<GeminiException>(() => streamed
            ? client.GetStreamingAudioAsync("Hi.", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask()
            : client.GetAudioAsync("Hi.", cancellationToken: Cancellation));

        Assert.Equal("OTHER", refusal.Reason);
        Assert.Contains("I would rather not.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("I would rather not.", refusal.PartialResponse!.Text);
        Assert.Equal(7, refusal.PartialResponse.Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task A_blocked_text_is_an_exception_with_the_block_reason()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Blocked("PROHIBITED_CONTENT"));
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });

        var refusal = await Assert.ThrowsAsync<GeminiException>(() => gemini.AsITextToSpeechClient(New).GetAudioAsync("Hi.", cancellationToken: Cancellation));

        Assert.Equal("PROHIBITED_CONTENT", refusal.Reason);
    }

    [Fact]
    public async Task Speech_that_is_cut_off_by_the_limit_says_so_and_one_that_breaks_off_throws()
    {
        var service = new FakeService().AnswerEnding("\"MAX_TOKENS\"", Pcm).AnswerEnding("null", Pcm);
        var client = Client(service, Old);

        var limited = await client.GetAudioAsync("Hi.", cancellationToken: Cancellation);
        var received = new List<TextToSpeechResponseUpdate>();
        var cut = await Assert.ThrowsAsync<GeminiException>(async () =>
        {
            await foreach (var update in client.GetStreamingAudioAsync("Hi.", cancellationToken: Cancellation))
            {
                received.Add(update);
            }
        });

        Assert.Equal("MAX_TOKENS", limited.AdditionalProperties!["gemini.finishReason"]);
        Assert.Single(received);
        Assert.True(cut.IsTransient);
    }

    [Fact]
    public async Task An_unknown_voice_is_the_services_refusal()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });

        var refusal = await Assert.ThrowsAsync<GeminiException>(() => gemini.AsITextToSpeechClient(New).GetAudioAsync("Hi.", new() { VoiceId = "Nobody" }, Cancellation));

        Assert.Contains("Voice name Nobody is not supported", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_tells_what_it_is()
    {
        using var gemini = new FakeService().Client();
        var client = gemini.AsITextToSpeechClient(New);

        var metadata = client.GetService<TextToSpeechClientMetadata>()!;
        Assert.Equal(("gcp.gemini", New), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(gemini, client.GetService<GeminiClient>());
        Assert.Same(client, client.GetService<ITextToSpeechClient>());
        Assert.Null(client.GetService<ITextToSpeechClient>("key"));
    }

    [Fact]
    public async Task Requests_are_those_of_Googles_own_SDK()
    {
        var exchanges = SharedRecordings.SdkRequests("generate-content-tts");
        var service = new FakeService().Answer(Pcm).Answer(Pcm).Answer(Pcm);

        await Client(service, Old).GetAudioAsync(
            "Joe: Hi!\nJane: Hello.",
            new GeminiSpeechOptions { Language = "en-US", Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Joe"] = "Kore", ["Jane"] = "Puck" } },
            Cancellation);
        await Client(service, New).GetAudioAsync("Welcome back.", new GeminiSpeechOptions { VoiceId = "voice_abc123def456", Style = "warm, slow" }, Cancellation);
        await Client(service, New).GetAudioAsync("x", new() { VoiceId = "Kore" }, Cancellation);

        Assert.Equal(3, exchanges.Count);
        Assert.All(exchanges.Zip(service.Requests), pair => Assert.True(JsonElement.DeepEquals(pair.First, pair.Second), $"{pair.First}\n{pair.Second}"));
    }

    private static ITextToSpeechClient Client(FakeService service, string model) => service.Client().AsITextToSpeechClient(model);

    private static List<JsonElement> Parts(JsonElement request) => [.. request.GetProperty("contents")[0].GetProperty("parts").EnumerateArray()];

    private static void AssertWav(ReadOnlySpan<byte> file, int rate, byte[] samples)
    {
        Assert.Equal("RIFF"u8, file[..4]);
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file[4..]));
        Assert.Equal("WAVEfmt "u8, file[8..16]);
        Assert.Equal(rate, BinaryPrimitives.ReadInt32LittleEndian(file[24..]));
        Assert.Equal(2 * rate, BinaryPrimitives.ReadInt32LittleEndian(file[28..]));
        Assert.Equal(samples.Length, BinaryPrimitives.ReadInt32LittleEndian(file[40..]));
        Assert.Equal(samples, file[44..].ToArray());
    }
}
