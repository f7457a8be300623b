using System.Text.Json;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Tests.Chat;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Speech;

/// <summary>Shapes of answers, audio and options beside the ordinary ones.</summary>
public class SpeechEdgeTests
{
    private const string Old = "gemini-3.1-flash-tts-preview";
    private const string New = "gemini-3.8-flash-tts";
    private const string Hearing = "gemini-3.8-flash";
    private const string Transcribing = "gemini-3.5-transcribe";
    private const string Pcm = """{"inlineData":{"mimeType":"audio/L16;codec=pcm;rate=16000","data":"AAABAAIA"}}""";

    // An event after the one with the finish reason: it has the usage and nothing else.
    private const string UsageAlone = """{"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":4,"totalTokenCount":9},"responseId":"answer-1"}""";
    private const string NothingMore = """{"responseId":"answer-1"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_reason_of_cut_speech_is_kept_where_the_usage_comes_after_it()
    {
        var service = new FakeService().AnswerEvents(Event(Pcm, "MAX_TOKENS"), UsageAlone);

        var updates = await Speech(service, Old).GetStreamingAudioAsync("Hi.", cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal("MAX_TOKENS", updates[^1].AdditionalProperties!["gemini.finishReason"]);
        Assert.Equal(9, updates.ToTextToSpeechResponse().Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task The_reason_of_a_refusal_is_kept_where_the_usage_comes_after_it()
    {
        var service = new FakeService()
            .AnswerEvents(Event("""{"text":"No."}""", "SAFETY"), UsageAlone)
            .AnswerEvents(Event("", "SAFETY"), UsageAlone);

        var unspoken = await Assert.ThrowsAsync<GeminiException>(() => Speech(service, Old).GetStreamingAudioAsync("Hi.", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());
        var unheard = await Assert.ThrowsAsync<GeminiException>(() => Hear(service, Hearing).GetStreamingTextAsync(Wav(), cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Equal("SAFETY", unspoken.Reason);
        Assert.Equal(9, unspoken.PartialResponse!.Usage!.TotalTokenCount);
        Assert.Equal("SAFETY", unheard.Reason);
    }

    [Fact]
    public async Task Usage_is_kept_where_the_last_event_has_none()
    {
        var service = new FakeService()
            .AnswerEvents(Event(Pcm, "STOP", usage: 7), NothingMore)
            .AnswerEvents(Event("""{"text":"one"}""", "STOP", usage: 7), NothingMore);

        var spoken = await Speech(service, Old).GetStreamingAudioAsync("Hi.", cancellationToken: Cancellation).ToListAsync(Cancellation);
        var heard = await Hear(service, Hearing).GetStreamingTextAsync(Wav(), cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal(7, spoken.ToTextToSpeechResponse().Usage?.TotalTokenCount);
        Assert.Equal(7, heard.ToSpeechToTextResponse().Usage?.TotalTokenCount);
    }

    [Fact]
    public async Task A_count_stays_that_the_last_event_leaves_out()
    {
        const string PromptAlone = """{"usageMetadata":{"promptTokenCount":3}}""";
        var service = new FakeService()
            .AnswerEvents(PromptAlone, Event(Pcm, "STOP", usage: 7))
            .AnswerEvents(PromptAlone, Event("""{"text":"one"}""", "STOP", usage: 7));

        var spoken = await Speech(service, Old).GetStreamingAudioAsync("Hi.", cancellationToken: Cancellation).ToListAsync(Cancellation);
        var heard = await Hear(service, Hearing).GetStreamingTextAsync(Wav(), cancellationToken: Cancellation).ToListAsync(Cancellation);

        foreach (var usage in (UsageDetails?[])[spoken.ToTextToSpeechResponse().Usage, heard.ToSpeechToTextResponse().Usage])
        {
            Assert.Equal((3, 7), (usage!.InputTokenCount, usage.TotalTokenCount));
        }
    }

    [Fact]
    public async Task Silence_that_is_streamed_is_an_empty_text_also_where_the_usage_comes_after_its_end()
    {
        var service = new FakeService().AnswerEvents(Event("", "STOP"), UsageAlone);

        var updates = await Hear(service, Hearing).GetStreamingTextAsync(Wav(), cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal("", updates.ToSpeechToTextResponse().Text);
    }

    [Theory]
    [InlineData("FFFB")]
    [InlineData("FFF3")]
    [InlineData("FFF1")]
    public async Task Samples_whose_first_looks_like_the_frame_of_another_format_stay_samples(string first)
    {
        var service = new FakeService().Answer("""{"text":"a"}""").Answer("""{"text":"a"}""");
        byte[] samples = [.. Convert.FromHexString(first), .. SampleMedia.Pcm()];

        await Hear(service, Hearing).GetTextAsync(new MemoryStream(samples), new() { SpeechSampleRate = 16_000 }, Cancellation);
        await Hear(service, Hearing).GetTextAsync(new MemoryStream(samples), new GeminiTranscriptionOptions { MediaType = "audio/L16;rate=8000" }, Cancellation);

        Assert.Equal(["audio/L16;rate=16000", "audio/L16;rate=8000"], service.Requests.Select(MimeType));
    }

    [Theory]
    [InlineData("FFFB9064", 417, "audio/mpeg")]
    [InlineData("FFF37064", 182, "audio/mpeg")]
    [InlineData("FFE37064", 365, "audio/mpeg")]
    [InlineData("FFF1508010BFFC", 133, "audio/aac")]
    public async Task Frames_that_follow_each_other_are_their_format_also_where_samples_are_declared(string header, int length, string mediaType)
    {
        var service = new FakeService().Answer("""{"text":"a"}""");
        var audio = new byte[2 * length];
        Convert.FromHexString(header).CopyTo(audio, 0);
        Convert.FromHexString(header).CopyTo(audio, length);

        await Hear(service, Hearing).GetTextAsync(new MemoryStream(audio), new() { SpeechSampleRate = 44_100 }, Cancellation);
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() =>
            Hear(service, Hearing).GetTextAsync(new MemoryStream(audio), new GeminiTranscriptionOptions { MediaType = "audio/L16;rate=8000" }, Cancellation));

        Assert.Equal(mediaType, MimeType(service.Last));
        Assert.Contains($"the bytes are {mediaType}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_header_is_what_its_header_says_also_where_its_rate_is_told()
    {
        var service = new FakeService().Answer("""{"text":"a"}""");

        await Hear(service, Hearing).GetTextAsync(Wav(), new() { SpeechSampleRate = 24_000 }, Cancellation);

        Assert.Equal("audio/wav", MimeType(service.Last));
    }

    [Theory]
    [InlineData("464F524D0000001041494646", "audio/aiff")]
    [InlineData("464F524D0000001041494643", "audio/aiff")]
    [InlineData("FFF15080", "audio/aac")]
    [InlineData("FFF95080", "audio/aac")]
    [InlineData("FFFB9064", "audio/mpeg")]
    [InlineData("FFFA9064", "audio/mpeg")]
    [InlineData("FFE39064", "audio/mpeg")]
    public async Task Formats_that_the_service_hears_are_known_by_their_first_bytes(string bytes, string mediaType)
    {
        var service = new FakeService().Answer("""{"text":"a"}""");

        await Hear(service, Hearing).GetTextAsync(new MemoryStream(Convert.FromHexString(bytes)), cancellationToken: Cancellation);

        Assert.Equal(mediaType, MimeType(service.Last));
    }

    [Fact]
    public async Task Settings_of_a_raw_request_stay_beside_the_options()
    {
        var service = new FakeService().Answer(Pcm).Answer("""{"text":"a"}""");

        await Speech(service, New).GetAudioAsync(
            "Hi.",
            new() { VoiceId = "Kore", RawRepresentationFactory = _ => new GenerateContentRequest { GenerationConfig = new() { SpeechConfig = new() { LanguageCode = "cs-CZ" } } } },
            Cancellation);
        await Hear(service, Transcribing).GetTextAsync(
            Wav(),
            new() { SpeechLanguage = "cs", RawRepresentationFactory = _ => new GenerateContentRequest { GenerationConfig = new() { AudioTranscriptionConfig = new() { Diarization = true } } } },
            Cancellation);

        var speech = service.Requests[0].GetProperty("generationConfig").GetProperty("speechConfig");
        Assert.Equal("cs-CZ", speech.GetProperty("languageCode").GetString());
        Assert.Equal("Kore", speech.GetProperty("voiceConfig").GetProperty("prebuiltVoiceConfig").GetProperty("voiceName").GetString());
        var transcription = service.Requests[1].GetProperty("generationConfig").GetProperty("audioTranscriptionConfig");
        Assert.True(transcription.GetProperty("diarization").GetBoolean());
        Assert.Equal("cs", transcription.GetProperty("languageCodes")[0].GetString());
    }

    [Fact]
    public async Task Empty_names_of_languages_and_voices_count_as_not_set()
    {
        var service = new FakeService().Answer(Pcm).Answer(Pcm).Answer("""{"text":"a"}""");

        await Speech(service, New).GetAudioAsync("Hi.", new GeminiSpeechOptions { Language = "", VoiceId = "", Style = "" }, Cancellation);
        await Speech(service, New).GetAudioAsync("Joe: Hi.\nJane: Hi.", new GeminiSpeechOptions { VoiceId = "", Speakers = Couple }, Cancellation);
        await Hear(service, Transcribing).GetTextAsync(Wav(), new() { SpeechLanguage = "", TextLanguage = "" }, Cancellation);

        Assert.False(service.Requests[0].GetProperty("generationConfig").TryGetProperty("speechConfig", out _));
        Assert.Equal("""[{"text":"Hi."}]""", service.Requests[0].GetProperty("contents")[0].GetProperty("parts").GetRawText());
        Assert.False(service.Requests[2].TryGetProperty("generationConfig", out _));
    }

    [Fact]
    public async Task A_request_leaves_the_callers_options_as_they_are()
    {
        var service = new FakeService().Answer(Pcm).Answer("""{"text":"a"}""");
        var speech = new TextToSpeechOptions { VoiceId = "Kore" };
        var hearing = new SpeechToTextOptions { SpeechLanguage = "cs" };

        await Speech(service, Old).GetAudioAsync("Hi.", speech, Cancellation);
        await Hear(service, Hearing).GetTextAsync(Wav(), hearing, Cancellation);

        Assert.Null(speech.AdditionalProperties);
        Assert.Null(hearing.AdditionalProperties);
    }

    [Fact]
    public async Task A_turn_may_begin_on_the_line_below_the_name()
    {
        var service = new FakeService().Answer(Pcm);

        await Speech(service, New).GetAudioAsync("Joe:\r\nHi!\r\nJane: Hello.", new GeminiSpeechOptions { Speakers = Couple }, Cancellation);

        Assert.Equal(["Hi!", "Hello."], service.LastContents[0].GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("text").GetString()!));
    }

    [Fact]
    public async Task A_speaker_with_nothing_to_say_is_refused_before_anything_is_sent()
    {
        var service = new FakeService();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Speech(service, New).GetAudioAsync("Joe:\nJane: Hello.", new GeminiSpeechOptions { Speakers = Couple }, Cancellation));

        Assert.Contains("'Joe'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Whole_files_in_one_answer_stay_files_of_their_own()
    {
        const string File = """{"inlineData":{"mimeType":"audio/wav","data":"UklGRgQAAABXQVZF"}}""";
        var service = new FakeService().Answer(File, File).Answer(Pcm, Pcm);

        var files = await Speech(service, New).GetAudioAsync("Hi.", cancellationToken: Cancellation);
        var samples = await Speech(service, Old).GetAudioAsync("Hi.", cancellationToken: Cancellation);

        Assert.Equal([12, 12], files.Contents.OfType<DataContent>().Select(file => file.Data.Length));
        Assert.Equal(12, Assert.IsType<DataContent>(Assert.Single(samples.Contents)).Data.Length);
    }

    [Fact]
    public async Task Disposing_an_adapter_leaves_the_client_as_it_is()
    {
        var service = new FakeService().Answer(Pcm).Answer("""{"text":"a"}""");
        using var gemini = service.Client();
        gemini.AsITextToSpeechClient(Old).Dispose();
        gemini.AsISpeechToTextClient(Hearing).Dispose();

        Assert.NotEmpty((await gemini.AsITextToSpeechClient(Old).GetAudioAsync("Hi.", cancellationToken: Cancellation)).Contents);
        Assert.Equal("a", (await gemini.AsISpeechToTextClient(Hearing).GetTextAsync(Wav(), cancellationToken: Cancellation)).Text);
    }

    private static Dictionary<string, string> Couple => new(StringComparer.Ordinal) { ["Joe"] = "Puck", ["Jane"] = "Kore" };

    private static ITextToSpeechClient Speech(FakeService service, string model) => service.Client().AsITextToSpeechClient(model);

    private static ISpeechToTextClient Hear(FakeService service, string model) => service.Client().AsISpeechToTextClient(model);

    private static MemoryStream Wav() => new(SampleMedia.Wav());

    private static string? MimeType(JsonElement request) => request.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("inlineData").GetProperty("mimeType").GetString();

    [Fact]
    public async Task A_sample_that_is_cut_between_two_pieces_is_whole_in_the_second_WAV()
    {
        // 01 00 02 | 00 | 03 00 | 04: the last half has no sound.
        var service = new FakeService().Answer([.. ((string[])["AQAC", "AA==", "AwA=", "BA=="]).Select(Samples)]);

        var updates = await Speech(service, Old).GetStreamingAudioAsync("Hi.", new() { AudioFormat = "wav" }, Cancellation).ToListAsync(Cancellation);

        var files = updates.SelectMany(update => update.Contents.OfType<DataContent>()).Select(file => file.Data.ToArray()).ToList();
        Assert.Equal(["0100", "0200", "0300"], files.Select(file => Convert.ToHexString(file.AsSpan(44))));
        Assert.All(files, file => Assert.Equal(2, BitConverter.ToInt32(file, 40)));
    }

    [Fact]
    public async Task A_WAV_of_an_odd_number_of_bytes_has_whole_samples()
    {
        var service = new FakeService().Answer(Samples("AQAC"));

        var response = await Speech(service, Old).GetAudioAsync("Hi.", new() { AudioFormat = "wav" }, Cancellation);

        var file = response.Contents.OfType<DataContent>().Single().Data.ToArray();
        Assert.Equal((46, 38, 2), (file.Length, BitConverter.ToInt32(file, 4), BitConverter.ToInt32(file, 40)));
    }

    [Theory]
    [InlineData("audio/L16;codec=pcm;rate=24000", "AUDIO_L16")]
    [InlineData("audio/pcm; rate=24000", "AUDIO_L16")]
    [InlineData("audio/ogg; codecs=opus", "AUDIO_OGG_OPUS")]
    public async Task A_format_is_also_known_by_its_media_type_with_parameters(string format, string asked)
    {
        var service = new FakeService().Answer(Pcm);

        await Speech(service, New).GetAudioAsync("Hi.", new() { AudioFormat = format }, Cancellation);

        Assert.Equal(asked, service.Last.GetProperty("generationConfig").GetProperty("responseFormat").GetProperty("audio").GetProperty("mimeType").GetString());
        await Assert.ThrowsAsync<ArgumentException>(() => Speech(service, New).GetAudioAsync("Hi.", new() { AudioFormat = "audio/L16;rate=16000" }, Cancellation));
    }

    [Fact]
    public async Task A_transcript_that_breaks_off_gives_its_exception_what_was_heard()
    {
        const string One = """{"candidates":[{"content":{"role":"model","parts":[{"text":"one "}]}}],"usageMetadata":{"totalTokenCount":7},"responseId":"answer-1"}""";
        var service = new FakeService()
            .AnswerEvents(One)
            .AnswerEvents(One, """{"error":{"code":503,"message":"Overloaded","status":"UNAVAILABLE"}}""")
            .AnswerEvents("""{"candidates":[{"content":{"parts":[""");

        foreach (var heard in (string?[])["one ", "one ", null])
        {
            var error = await Assert.ThrowsAsync<GeminiException>(() => Hear(service, Hearing).GetStreamingTextAsync(Wav(), cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

            Assert.Equal((heard, heard is null ? null : "answer-1", heard is null ? null : 7), (error.PartialResponse?.Text, error.ResponseId, error.PartialResponse?.Usage?.TotalTokenCount));
        }
    }

    [Fact]
    public async Task Speech_that_breaks_off_names_its_answer()
    {
        var service = new FakeService().AnswerEvents("""{"candidates":[{"content":{"role":"model","parts":[""" + Pcm + """]}}],"responseId":"answer-1"}""");

        var error = await Assert.ThrowsAsync<GeminiException>(() => Speech(service, Old).GetStreamingAudioAsync("Hi.", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Equal(("answer-1", true), (error.ResponseId, error.IsTransient));
    }

    [Fact]
    public async Task An_answer_without_what_was_asked_for_names_its_request()
    {
        var service = new FakeService().AnswerEnding("\"SAFETY\"").AnswerEnding("\"SAFETY\"").AnswerEnding("\"SAFETY\"").AnswerEnding("\"SAFETY\"");

        var errors = new[]
        {
            await Assert.ThrowsAsync<GeminiException>(() => Speech(service, Old).GetAudioAsync("Hi.", cancellationToken: Cancellation)),
            await Assert.ThrowsAsync<GeminiException>(() => Speech(service, Old).GetStreamingAudioAsync("Hi.", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask()),
            await Assert.ThrowsAsync<GeminiException>(() => Hear(service, Hearing).GetTextAsync(Wav(), cancellationToken: Cancellation)),
            await Assert.ThrowsAsync<GeminiException>(() => Hear(service, Hearing).GetStreamingTextAsync(Wav(), cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask()),
        };

        Assert.Equal(
            [
                $"POST /v1beta/models/{Old}:generateContent",
                $"POST /v1beta/models/{Old}:streamGenerateContent",
                $"POST /v1beta/models/{Hearing}:generateContent",
                $"POST /v1beta/models/{Hearing}:streamGenerateContent",
            ],
            errors.Select(error => $"{error.RequestMethod} {error.RequestPath}"));
    }

    [Fact]
    public async Task A_time_that_is_none_is_left_out()
    {
        var service = new FakeService().Answer("""{"audioTranscription":{"text":"one","startOffset":"1e300s","endOffset":"2s"}}""");

        var response = await Hear(service, Transcribing).GetTextAsync(Wav(), cancellationToken: Cancellation);

        Assert.Equal((null, TimeSpan.FromSeconds(2)), (response.StartTime, response.EndTime));
    }

    private static string Samples(string base64) => $$$"""{"inlineData":{"mimeType":"audio/L16;codec=pcm;rate=16000","data":"{{{base64}}}"}}""";

    private static string Event(string part, string finishReason, int? usage = null) =>
        $$$"""{"candidates":[{"content":{"role":"model","parts":[{{{part}}}]},"finishReason":"{{{finishReason}}}"}]{{{(usage is null ? "" : $$""","usageMetadata":{"totalTokenCount":{{usage}}}""")}}},"responseId":"answer-1"}""";
}
