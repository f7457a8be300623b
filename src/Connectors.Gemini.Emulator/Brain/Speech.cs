using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>Speaks texts, and writes down what it hears.</summary>
internal static class Speech
{
    private static readonly string[] WaysToAskForWords = ["transcri", "word for word", "write down", "what is said", "translate"];

    // A tenth of a second in each event of a stream.
    private const int BytesPerEvent = 2 * SpokenText.Rate / 10;

    /// <summary>The text as audio in the format that the model gives, or that the request asks for.</summary>
    public static Reply Speak(ScriptRequest request, Reply reply)
    {
        var config = request.Config.Field("speechConfig");
        var voice = config.Field("voiceConfig").Field("prebuiltVoiceConfig").Field("voiceName").Text() ?? config.Field("voiceConfig").Field("voice").Text() ?? "";
        var text = string.Join('\n', request.LastUserParts.Select(part => part.Field("text").Text()).Where(words => !string.IsNullOrEmpty(words)));
        var pcm = SpokenText.Speak(text, voice);
        return IsWav(request)
            ? reply.ThenAudio(SampleMedia.Wrap(pcm, SpokenText.Rate), "audio/wav")
            : reply.ThenAudio(pcm).Streamed(reply.Plan with { AudioPiece = BytesPerEvent });
    }

    /// <summary>The words of a request's audio, where it asks for them.</summary>
    public static string? Hear(ScriptRequest request)
    {
        var asked = request.Model.Contains("transcribe", StringComparison.Ordinal)
            || WaysToAskForWords.Any(way => request.LastUserText.Contains(way, StringComparison.OrdinalIgnoreCase) || request.SystemText.Contains(way, StringComparison.OrdinalIgnoreCase));
        return asked ? request.LastUserParts.Select(Hear).FirstOrDefault(words => words is not null) : null;
    }

    /// <summary>The words as a model that is made for transcription gives them: with their place in the audio and their speaker where the request wants that.</summary>
    public static Reply Transcribe(ScriptRequest request, string words)
    {
        var config = request.Config.Field("audioTranscriptionConfig");
        var transcription = new JsonObject { ["text"] = words, ["finished"] = true, ["languageCode"] = config.Field("languageCodes").Items().FirstOrDefault().Text() ?? "en-US" };
        if (config.Field("diarization").IsTrue())
        {
            transcription["speakerLabel"] = "speaker_1";
        }

        if (config.Field("wordTimestamp").IsTrue())
        {
            transcription["words"] = new JsonArray([.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select((word, i) => new JsonObject
            {
                ["word"] = word,
                ["startOffset"] = Offset(4 * i),
                ["endOffset"] = Offset((4 * i) + 3),
            })]);
        }

        return Reply.Part(new JsonObject { ["text"] = words, ["audioTranscription"] = transcription }.ToJsonString());
    }

    private static string Offset(int tenths) => FormattableString.Invariant($"{tenths / 10}.{tenths % 10}s");

    private static bool IsWav(ScriptRequest request)
    {
        var format = request.Config.Field("responseFormat");
        format = format.ValueKind == JsonValueKind.Array ? format.Items().FirstOrDefault() : format;
        return format.Field("audio").Field("mimeType").Text() is { } asked
            ? asked == "AUDIO_WAV"
            : !request.Model.StartsWith("gemini-2.", StringComparison.Ordinal) && !request.Model.StartsWith("gemini-3.1-", StringComparison.Ordinal);
    }

    private static string? Hear(JsonElement part)
    {
        var blob = part.Field("inlineData");
        var mimeType = blob.Field("mimeType").Text() ?? "";
        if (!mimeType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) || blob.Field("data").Text() is not { } data)
        {
            return null;
        }

        var audio = new byte[data.Length];
        return Convert.TryFromBase64String(data.Replace('-', '+').Replace('_', '/'), audio, out var length)
            ? SpokenText.Hear(audio.AsSpan(0, length)) ?? $"({mimeType} of {length} bytes)"
            : null;
    }
}
