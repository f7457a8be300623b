using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Tests.Chat;
using Connectors.Gemini.Tests.Recorded;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Speech;

public class SpeechToTextTests
{
    private const string Hearing = "gemini-3.8-flash";
    private const string Transcribing = "gemini-3.5-transcribe";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Hearing)]
    [InlineData(Transcribing)]
    public async Task What_was_spoken_is_written_down(string model)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        var speech = await gemini.AsITextToSpeechClient("gemini-3.1-flash-tts-preview").GetAudioAsync("Dobrý den, světe.", new() { AudioFormat = "wav" }, Cancellation);
        var audio = ((DataContent)speech.Contents[0]).Data.ToArray();

        var whole = await gemini.AsISpeechToTextClient(model).GetTextAsync(new MemoryStream(audio), cancellationToken: Cancellation);
        var updates = await gemini.AsISpeechToTextClient(model).GetStreamingTextAsync(new MemoryStream(audio), cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal("Dobrý den, světe.", whole.Text);
        Assert.Equal("Dobrý den, světe.", updates.ToSpeechToTextResponse().Text);
        Assert.True(whole.Usage!.InputTokenCount > 0);
        Assert.True(updates.ToSpeechToTextResponse().Usage!.InputTokenCount > 0);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task A_model_that_hears_is_told_in_words_what_to_do()
    {
        var service = new FakeService().Answer("""{"text":"a"}""").Answer("""{"text":"b"}""").Answer("""{"text":"c"}""");
        var client = service.Client().AsISpeechToTextClient(Hearing);

        await client.GetTextAsync(Wav(), new() { SpeechLanguage = "cs" }, Cancellation);
        await client.GetTextAsync(Wav(), new() { TextLanguage = "de" }, Cancellation);
        await client.GetTextAsync(Wav(), new GeminiTranscriptionOptions { Instructions = "Sum it up." }, Cancellation);

        var words = service.Requests.Select(request => request.GetProperty("contents")[0].GetProperty("parts")[1].GetProperty("text").GetString()!).ToList();
        Assert.Equal("Write down word for word what is said in this audio. Answer with the words alone. It is spoken in the language 'cs'.", words[0]);
        Assert.StartsWith("Translate what is said in this audio into the language 'de'.", words[1], StringComparison.Ordinal);
        Assert.Equal("Sum it up.", words[2]);
        Assert.Equal("audio/wav", service.Requests[0].GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("inlineData").GetProperty("mimeType").GetString());
    }

    [Fact]
    public async Task A_model_made_for_it_tells_times_and_speakers()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        var speech = await gemini.AsITextToSpeechClient("gemini-3.8-flash-tts").GetAudioAsync("one two", cancellationToken: Cancellation);

        var response = await gemini.AsISpeechToTextClient(Transcribing).GetTextAsync(
            new MemoryStream(((DataContent)speech.Contents[0]).Data.ToArray()),
            new GeminiTranscriptionOptions { Timestamps = true, Diarization = true, SpeechLanguage = "en-GB" },
            Cancellation);

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(0.7)), (response.StartTime!.Value, response.EndTime!.Value));
        var transcription = (JsonElement)response.Contents[0].AdditionalProperties!["gemini.audioTranscription"]!;
        Assert.Equal("speaker_1", transcription.GetProperty("speakerLabel").GetString());
        Assert.Equal("two", transcription.GetProperty("words")[1].GetProperty("word").GetString());
        Assert.Equal("en-GB", transcription.GetProperty("languageCode").GetString());
    }

    [Fact]
    public async Task The_request_is_that_of_Googles_own_SDK_without_what_is_not_set()
    {
        var expected = Assert.Single(SharedRecordings.SdkRequests("generate-content-transcribe"));
        var service = new FakeService { RulesDoNotApplyBecause = "the recorded WAV has four bytes" }.Answer("""{"text":"hello there"}""");

        await service.Client().AsISpeechToTextClient(Transcribing).GetTextAsync(
            new MemoryStream("RIFF"u8.ToArray()),
            new GeminiTranscriptionOptions { MediaType = "audio/wav", SpeechLanguage = "en-US", Vocabulary = ["Gemini"], Timestamps = true, Diarization = true },
            Cancellation);

        // The SDK's scenario sets the mode, which is the service's default.
        var config = JsonSerializer.SerializeToNode(expected.GetProperty("generationConfig").GetProperty("audioTranscriptionConfig"))!.AsObject();
        config.Remove("mode");
        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(config), service.Last.GetProperty("generationConfig").GetProperty("audioTranscriptionConfig")), service.Last.GetRawText());
        Assert.True(JsonElement.DeepEquals(expected.GetProperty("contents"), service.Last.GetProperty("contents")), service.Last.GetRawText());
    }

    public static TheoryData<string, byte[], GeminiTranscriptionOptions, string> Refused => new()
    {
        { Hearing, [], new(), "is empty" },
        { Hearing, [1, 2, 3, 4], new(), "do not tell what it is" },
        { Hearing, SampleMedia.Png(), new(), "image/png" },
        { Hearing, SampleMedia.Wav(), new() { MediaType = "audio/mpeg" }, "the bytes are audio/wav" },
        { Hearing, SampleMedia.Wav(), new() { Timestamps = true }, "Timestamps" },
        { Hearing, SampleMedia.Wav(), new() { Vocabulary = ["a"] }, "Vocabulary" },
        { Transcribing, SampleMedia.Wav(), new() { TextLanguage = "de" }, "does not translate" },
        { Transcribing, SampleMedia.Wav(), new() { Instructions = "x" }, "Instructions" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_heard_is_refused_before_anything_is_sent(string model, byte[] audio, GeminiTranscriptionOptions options, string reason)
    {
        var service = new FakeService();
        var client = service.Client().AsISpeechToTextClient(model);

        var refusal = await Assert.ThrowsAnyAsync<ArgumentException>(() => client.GetTextAsync(new MemoryStream(audio), options, Cancellation));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Bare_samples_are_named_by_their_rate()
    {
        var service = new FakeService().Answer("""{"text":"a"}""");

        await service.Client().AsISpeechToTextClient(Hearing).GetTextAsync(new MemoryStream(SampleMedia.Pcm()), new() { SpeechSampleRate = 16_000 }, Cancellation);

        Assert.Equal("audio/L16;rate=16000", service.LastContents[0].GetProperty("parts")[0].GetProperty("inlineData").GetProperty("mimeType").GetString());
    }

    [Fact]
    public async Task A_stream_that_throws_midway_is_its_own_exception_and_nothing_is_sent()
    {
        var service = new FakeService();

        var failure = await Assert.ThrowsAsync<IOException>(() => service.Client().AsISpeechToTextClient(Hearing).GetTextAsync(new BrokenStream(), cancellationToken: Cancellation));

        Assert.Equal("The microphone is gone.", failure.Message);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData(false, 70)]
    [InlineData(true, 14)]
    public async Task More_than_a_request_can_hold_is_refused_as_soon_as_it_is_known(bool isVertex, int most)
    {
        var service = new FakeService();
        var endless = new EndlessStream();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => service.Client(options => options.Vertex = isVertex ? new() { Project = "p" } : null).AsISpeechToTextClient(Hearing).GetTextAsync(endless, cancellationToken: Cancellation));

        Assert.Contains($"{most} MiB", refusal.Message, StringComparison.Ordinal);
        Assert.True(endless.Given < (most + 10) * 1024 * 1024);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Silence_is_an_empty_text_and_a_refusal_is_an_exception()
    {
        var service = new FakeService().Answer().AnswerEnding("\"SAFETY\"").AnswerEnding("\"SAFETY\"");
        var client = service.Client().AsISpeechToTextClient(Hearing);

        var silence = await client.GetTextAsync(Wav(), cancellationToken: Cancellation);
        var refusal = await Assert.ThrowsAsync<GeminiException>(() => client.GetTextAsync(Wav(), cancellationToken: Cancellation));
        var streamed = await Assert.ThrowsAsync<GeminiException>(() => client.GetStreamingTextAsync(Wav(), cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Equal("", silence.Text);
        Assert.Equal("SAFETY", refusal.Reason);
        Assert.Equal("SAFETY", streamed.Reason);
    }

    [Fact]
    public async Task Thoughts_are_not_part_of_the_text_and_a_cut_one_says_so()
    {
        var service = new FakeService().AnswerEnding("\"MAX_TOKENS\"", """{"text":"Let me listen.","thought":true}""", """{"text":"one"}""");

        var response = await service.Client().AsISpeechToTextClient(Hearing).GetTextAsync(Wav(), cancellationToken: Cancellation);

        Assert.Equal("one", response.Text);
        Assert.Equal("MAX_TOKENS", response.AdditionalProperties!["gemini.finishReason"]);
    }

    [Fact]
    public async Task Recorded_transcriptions_are_read_and_asked_for_with_the_same_fields()
    {
        var count = 0;
        foreach (var (name, request, response) in RecordedTranscriptions.All())
        {
            count++;
            var blob = request.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("inlineData");
            var service = new FakeService().AnswerJson(response);
            var client = service.Client().AsISpeechToTextClient(Hearing);

            var answer = await client.GetTextAsync(
                new MemoryStream(blob.GetProperty("data").GetBytesFromBase64()),
                new GeminiTranscriptionOptions { MediaType = blob.GetProperty("mimeType").GetString() },
                Cancellation);

            using var recorded = JsonDocument.Parse(response);
            Assert.Equal(RecordedTranscriptions.Text(recorded.RootElement), answer.Text);
            Assert.True(answer.Text.Length > 0, name);
            Assert.True(JsonElement.DeepEquals(blob, service.LastContents[0].GetProperty("parts")[0].GetProperty("inlineData")), name);
        }

        Assert.True(count >= 7, $"Only {count} recordings.");
    }

    private static MemoryStream Wav() => new(SampleMedia.Wav());

    private sealed class BrokenStream : MemoryStream
    {
        private bool _hasGiven;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_hasGiven)
            {
                throw new IOException("The microphone is gone.");
            }

            _hasGiven = true;
            buffer.Span[..4].Fill(1);
            return new(4);
        }
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return new(buffer.Length);
        }
    }
}
