using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Speech;

/// <summary>Audio to be written down as a request. Models made for it take settings and the audio alone; all others are told what to do in words.</summary>
internal static class TranscriptionRequest
{
    private const string WriteDown = "Write down word for word what is said in this audio. Answer with the words alone.";

    internal static GenerateContentRequest Write(DataContent audio, SpeechToTextOptions? options, GenerateContentRequest? given, string model)
    {
        var isMadeForIt = model.Contains("-transcribe", StringComparison.Ordinal);
        var request = given ?? new GenerateContentRequest();
        var part = MediaMapping.Write(audio, isModelTurn: false);
        if (isMadeForIt)
        {
            RefuseWords(options, model);
            request.Contents ??= [new Content { Role = "user", Parts = [part] }];
            Configure(request, options);
        }
        else
        {
            RefuseSettings(options?.AdditionalProperties, model);
            request.Contents ??= [new Content { Role = "user", Parts = [part, new Part { Text = Sentence(options) }] }];
        }

        return request;
    }

    private static string Sentence(SpeechToTextOptions? options)
    {
        var sentence = Instructions(options) ?? (options?.TextLanguage is { Length: > 0 } target
            ? $"Translate what is said in this audio into the language '{target}'. Answer with the translation alone."
            : WriteDown);
        return options?.SpeechLanguage is { Length: > 0 } spoken ? $"{sentence} It is spoken in the language '{spoken}'." : sentence;
    }

    private static string? Instructions(SpeechToTextOptions? options) => options?.AdditionalProperties.GetString(SpeechOptionKeys.Instructions);

    private static void Configure(GenerateContentRequest request, SpeechToTextOptions? options)
    {
        var language = options?.SpeechLanguage is { Length: > 0 } code ? code : null;
        var properties = options?.AdditionalProperties;
        var words = properties.GetStrings(SpeechOptionKeys.Vocabulary);
        var timestamps = properties.GetBoolean(SpeechOptionKeys.Timestamps);
        var diarization = properties.GetBoolean(SpeechOptionKeys.Diarization);
        if (language is null && words is null && timestamps is null && diarization is null)
        {
            return;
        }

        var config = (request.GenerationConfig ??= new GenerationConfig()).AudioTranscriptionConfig ??= new AudioTranscriptionConfig();
        config.LanguageCodes ??= language is null ? null : [language];
        config.CustomVocabulary ??= words?.ToList();
        config.WordTimestamp ??= timestamps;
        config.Diarization ??= diarization;
    }

    private static void RefuseWords(SpeechToTextOptions? options, string model)
    {
        if (options?.TextLanguage is { Length: > 0 } target && !string.Equals(target, options.SpeechLanguage, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"The model '{model}' writes down what is said and does not translate (TextLanguage '{target}'). Use a model such as gemini-3.8-flash.");
        }

        if (Instructions(options) is not null)
        {
            throw new ArgumentException($"The model '{model}' takes no GeminiTranscriptionOptions.Instructions. Use a model such as gemini-3.8-flash.");
        }
    }

    private static void RefuseSettings(AdditionalPropertiesDictionary? properties, string model)
    {
        var option = properties.GetBoolean(SpeechOptionKeys.Timestamps) is not null ? nameof(GeminiTranscriptionOptions.Timestamps)
            : properties.GetBoolean(SpeechOptionKeys.Diarization) is not null ? nameof(GeminiTranscriptionOptions.Diarization)
            : properties.GetStrings(SpeechOptionKeys.Vocabulary) is not null ? nameof(GeminiTranscriptionOptions.Vocabulary)
            : null;
        if (option is not null)
        {
            throw new ArgumentException($"GeminiTranscriptionOptions.{option} is of models made for transcription, such as gemini-3.5-transcribe; '{model}' is none. Ask for it in words: Instructions.");
        }
    }
}
