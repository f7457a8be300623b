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
        var view = options is null ? null : GeminiTranscriptionOptions.ViewOf(options);
        var isMadeForIt = model.Contains("-transcribe", StringComparison.Ordinal);
        var request = given ?? new GenerateContentRequest();
        var part = MediaMapping.Write(audio, isModelTurn: false);
        if (isMadeForIt)
        {
            RefuseWords(options, view, model);
            request.Contents ??= [new Content { Role = "user", Parts = [part] }];
            Configure(request, options, view);
        }
        else
        {
            RefuseSettings(view, model);
            request.Contents ??= [new Content { Role = "user", Parts = [part, new Part { Text = Sentence(options, view) }] }];
        }

        return request;
    }

    private static string Sentence(SpeechToTextOptions? options, GeminiTranscriptionOptions? view)
    {
        var sentence = view?.Instructions ?? (options?.TextLanguage is { Length: > 0 } target
            ? $"Translate what is said in this audio into the language '{target}'. Answer with the translation alone."
            : WriteDown);
        return options?.SpeechLanguage is { Length: > 0 } spoken ? $"{sentence} It is spoken in the language '{spoken}'." : sentence;
    }

    private static void Configure(GenerateContentRequest request, SpeechToTextOptions? options, GeminiTranscriptionOptions? view)
    {
        var language = options?.SpeechLanguage is { Length: > 0 } code ? code : null;
        if (language is null && view is null or { Timestamps: null, Diarization: null, Vocabulary: null })
        {
            return;
        }

        var config = (request.GenerationConfig ??= new GenerationConfig()).AudioTranscriptionConfig ??= new AudioTranscriptionConfig();
        config.LanguageCodes ??= language is null ? null : [language];
        config.CustomVocabulary ??= view?.Vocabulary is { } words ? [.. words] : null;
        config.WordTimestamp ??= view?.Timestamps;
        config.Diarization ??= view?.Diarization;
    }

    private static void RefuseWords(SpeechToTextOptions? options, GeminiTranscriptionOptions? view, string model)
    {
        if (options?.TextLanguage is { Length: > 0 } target && !string.Equals(target, options.SpeechLanguage, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"The model '{model}' writes down what is said and does not translate (TextLanguage '{target}'). Use a model such as gemini-3.8-flash.");
        }

        if (view?.Instructions is not null)
        {
            throw new ArgumentException($"The model '{model}' takes no GeminiTranscriptionOptions.Instructions. Use a model such as gemini-3.8-flash.");
        }
    }

    private static void RefuseSettings(GeminiTranscriptionOptions? view, string model)
    {
        var option = view?.Timestamps is not null ? nameof(view.Timestamps) : view?.Diarization is not null ? nameof(view.Diarization) : view?.Vocabulary is not null ? nameof(view.Vocabulary) : null;
        if (option is not null)
        {
            throw new ArgumentException($"GeminiTranscriptionOptions.{option} is of models made for transcription, such as gemini-3.5-transcribe; '{model}' is none. Ask for it in words: Instructions.");
        }
    }
}
