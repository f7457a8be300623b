using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Speech;

/// <summary>A text to be spoken as a request. Models of 3.8 and later speak a text word for word and take style and speakers beside it; older ones take all of it as a prompt.</summary>
internal static class SpeechRequest
{
    private const int SpeakersOfADialogue = 2;

    internal static GenerateContentRequest Write(string text, TextToSpeechOptions? options, GenerateContentRequest? given, string model, AudioFormat format, bool isVertex, ILogger logger)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Unsaid(options?.Speed is null or 1, nameof(options.Speed), logger);
        Unsaid(options?.Pitch is null or 1, nameof(options.Pitch), logger);
        Unsaid(options?.Volume is null, nameof(options.Volume), logger);
        var speakers = Speakers(options, text, IsVerbatim(model));
        var style = options?.AdditionalProperties.GetString(SpeechOptionKeys.Style) is { Length: > 0 } words ? words : null;
        var request = given ?? new GenerateContentRequest();
        request.Contents ??= [new Content { Role = "user", Parts = IsVerbatim(model) ? VerbatimParts(text, speakers, style) : [new Part { Text = style is null ? text : $"{style}:\n{text}" }] }];
        var config = request.GenerationConfig ??= new GenerationConfig();
        config.ResponseModalities ??= [ResponseModality.Audio];
        config.ResponseFormat ??= format.ToResponseFormat(isVertex);
        var voice = options?.VoiceId is { Length: > 0 } id ? Voices.Config(id) : null;
        var language = options?.Language is { Length: > 0 } code ? code : null;
        if (speakers is not null || voice is not null || language is not null)
        {
            var speech = config.SpeechConfig ??= new SpeechConfig();
            speech.LanguageCode ??= language;
            if (speech is { VoiceConfig: null, MultiSpeakerVoiceConfig: null })
            {
                speech.VoiceConfig = voice;
                speech.MultiSpeakerVoiceConfig = speakers is null ? null : new MultiSpeakerVoiceConfig
                {
                    SpeakerVoiceConfigs = [.. speakers.Select(static speaker => new SpeakerVoiceConfig { Speaker = speaker.Key, VoiceConfig = Voices.Config(speaker.Value) })],
                };
            }
        }

        return request;
    }

    /// <summary>Whether a model speaks text as it stands and gives WAV: 3.8 and later, and those that are not known yet.</summary>
    internal static bool IsVerbatim(string model) => !(model.Contains("gemini-2.", StringComparison.Ordinal) || model.Contains("gemini-3.1-", StringComparison.Ordinal));

    /// <summary>Whether a model gives audio as it comes. Models of generation 2.5 do not stream.</summary>
    internal static bool IsStreamed(string model) => !model.Contains("gemini-2.", StringComparison.Ordinal);

    private static void Unsaid(bool isNeutral, string option, ILogger logger)
    {
        if (!isNeutral)
        {
            MappingLog.NoSpeechField(logger, option);
        }
    }

    private static IReadOnlyDictionary<string, string>? Speakers(TextToSpeechOptions? options, string text, bool isVerbatim)
    {
        if (options?.AdditionalProperties.GetNamedStrings(SpeechOptionKeys.Speakers) is not { } speakers)
        {
            return null;
        }

        if (options.VoiceId is { Length: > 0 })
        {
            throw new ArgumentException("VoiceId and GeminiSpeechOptions.Speakers exclude each other: each speaker of a dialogue has a voice of its own.");
        }

        if (speakers.Count != SpeakersOfADialogue)
        {
            throw new ArgumentException($"GeminiSpeechOptions.Speakers has {speakers.Count} speakers; a dialogue has exactly two.");
        }

        foreach (var (name, voice) in speakers)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(GeminiSpeechOptions.Speakers));
            ArgumentException.ThrowIfNullOrWhiteSpace(voice, nameof(GeminiSpeechOptions.Speakers));
            // Models that take the text as a prompt find out by themselves who says what: Alice says hello, Bob replies.
            if (isVerbatim ? !text.Split('\n').Any(line => SpeakerOf(line, speakers) == name) : !text.Contains(name, StringComparison.Ordinal))
            {
                throw new ArgumentException($"The text does not name the speaker '{name}': each of the two speaks in a line that begins with the name and a colon, as in '{name}: Hello.'");
            }
        }

        return speakers;
    }

    private static string? SpeakerOf(string line, IReadOnlyDictionary<string, string> speakers)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : line[..colon].Trim();
        return speakers.ContainsKey(name) ? name : null;
    }

    /// <summary>One part for each turn of a dialogue; lines without a name belong to the speaker before.</summary>
    private static List<Part> VerbatimParts(string text, IReadOnlyDictionary<string, string>? speakers, string? style)
    {
        if (speakers is null)
        {
            return [new Part { Text = text, SpeechMetadata = style is null ? null : new SpeechMetadata { Style = style } }];
        }

        var parts = new List<Part>();
        foreach (var line in text.Split('\n'))
        {
            if (SpeakerOf(line, speakers) is { } name)
            {
                parts.Add(new Part { Text = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), SpeechMetadata = new SpeechMetadata { Speaker = name, Style = style } });
            }
            else if (parts.Count > 0)
            {
                parts[^1].Text = $"{parts[^1].Text}\n{line.Trim()}".Trim();
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                throw new ArgumentException($"The text of a dialogue begins with the name of one of its speakers; '{line.Trim()}' has none.");
            }
        }

        return parts.Find(static part => part.Text is not { Length: > 0 }) is { } silent
            ? throw new ArgumentException($"The speaker '{silent.SpeechMetadata!.Speaker}' has a turn without a word: text follows the name, in its line or below it.")
            : parts;
    }
}
