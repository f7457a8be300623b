using System.Globalization;
using System.Text.Json;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>
/// Answers what no script answers. In this order: function calls that the text asks for (or that mode ANY demands), the content of function results, media where the model
/// or the request wants them, JSON for a schema, else a sentence about what was said. The same request gets the same answer.
/// </summary>
internal static class DefaultBrain
{
    private const int EchoLength = 300;

    public static Reply Answer(ScriptRequest request)
    {
        var thoughts = Thoughts(request);
        var calls = FunctionChooser.Choose(request);
        if (calls.Count > 0)
        {
            var reply = thoughts is null ? Reply.Empty() : Reply.Thought(thoughts);
            foreach (var call in calls)
            {
                reply.ThenCall(call.Function.Name, call.Arguments);
            }

            return reply;
        }

        var words = Speech.Hear(request);
        if (words is not null && request.Model.Contains("transcribe", StringComparison.Ordinal))
        {
            return Speech.Transcribe(request, words);
        }

        var answer = words is null ? Shape(request, 0, thoughts) : (thoughts is null ? Reply.Empty() : Reply.Thought(thoughts)).ThenText(words);
        var count = request.Config.Field("candidateCount").Int() ?? 1;
        for (var i = 1; i < count; i++)
        {
            answer.WithCandidate(Shape(request, i, null));
        }

        // Streams of a few words per event, as the service has them.
        return answer.InPieces(24);
    }

    private static Reply Shape(ScriptRequest request, int candidate, string? thoughts)
    {
        var traits = ModelTraits.Of(request.Model, request.IsVertex);
        var modalities = request.Config.Field("responseModalities").Items().Select(item => item.Text()?.ToUpperInvariant()).ToList();
        var reply = thoughts is null ? Reply.Empty() : Reply.Thought(thoughts);
        if (traits.IsSpeechModel || modalities.Contains("AUDIO"))
        {
            return Speech.Speak(request, reply);
        }

        var wantsImage = modalities.Contains("IMAGE") || (traits.IsImageModel && modalities.Count == 0);
        if (wantsImage && ImagePainter.HasNothingToPaint(request))
        {
            return Reply.Empty().WithoutContent().WithFinish("NO_IMAGE");
        }

        if (wantsImage && !modalities.Contains("TEXT") && modalities.Count > 0)
        {
            return ImagePainter.Paint(request, reply);
        }

        var text = Text(request, candidate);
        if (wantsImage)
        {
            return ImagePainter.Paint(request, reply.ThenText(text));
        }

        return Limit(reply, request, text, thoughts ?? "");
    }

    /// <summary>Stops at a stop sequence, and where the budget, which thoughts share, is spent.</summary>
    private static Reply Limit(Reply reply, ScriptRequest request, string text, string thoughts)
    {
        foreach (var stop in request.Config.Field("stopSequences").Items().Select(item => item.Text()))
        {
            if (!string.IsNullOrEmpty(stop) && text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at)
            {
                text = text[..at];
            }
        }

        if (request.Config.Field("maxOutputTokens").Int() is { } limit)
        {
            var room = Math.Max(0, limit - TokenCount.OfCharacters(thoughts.Length));
            if (TokenCount.OfCharacters(text.Length) > room)
            {
                var length = 4 * room;
                if (length > 0 && char.IsHighSurrogate(text[length - 1]))
                {
                    length--;
                }

                reply.WithFinish("MAX_TOKENS");
                return length == 0 ? reply : reply.ThenText(text[..length]);
            }
        }

        return text.Length == 0 ? reply : reply.ThenText(text);
    }

    private static string Text(ScriptRequest request, int candidate)
    {
        var schema = request.Config.Field("responseJsonSchema").Exists() ? request.Config.Field("responseJsonSchema") : request.Config.Field("responseSchema");
        var mimeType = request.Config.Field("responseMimeType").Text();
        if (mimeType == "application/json")
        {
            return SchemaInstance.Text(schema.Exists() ? schema : DefaultSchema());
        }

        if (mimeType == "text/x.enum" && schema.Field("enum").Items().FirstOrDefault().Text() is { } label)
        {
            return label;
        }

        if (request.FunctionResults.Count > 0)
        {
            return ResultTeller.Tell(request.FunctionResults);
        }

        var sentences = MediaSentences(request).ToList();
        if (request.LastUserText.Length > 0)
        {
            sentences.Add("You said: " + Shorten(request.LastUserText));
        }

        if (request.SystemText.Length > 0)
        {
            sentences.Add($"(My instructions: {Shorten(request.SystemText)})");
        }

        if (request.Turn > 1)
        {
            sentences.Add(string.Create(CultureInfo.InvariantCulture, $"(This is my turn {request.Turn} of our conversation.)"));
        }

        if (candidate > 0)
        {
            sentences.Add(string.Create(CultureInfo.InvariantCulture, $"(Candidate {candidate + 1}.)"));
        }

        return sentences.Count > 0 ? string.Join('\n', sentences) : "Hello, I am the emulator.";
    }

    private static IEnumerable<string> MediaSentences(ScriptRequest request)
    {
        foreach (var part in request.LastUserParts)
        {
            var (blob, file) = (part.Field("inlineData"), part.Field("fileData"));
            if (blob.Exists())
            {
                var mimeType = blob.Field("mimeType").Text() ?? "application/octet-stream";
                yield return $"I see {(mimeType.StartsWith('i') || mimeType.StartsWith('a') ? "an" : "a")} {mimeType} of {Size(blob.Field("data").Text() ?? "")} bytes.";
            }
            else if (file.Exists())
            {
                yield return $"I see the file {file.Field("fileUri").Text()}.";
            }
        }
    }

    /// <summary>The length of what base64 stands for, in either alphabet, without decoding it.</summary>
    private static int Size(string base64) => base64.AsSpan().TrimEnd('=').Length * 3 / 4;

    private static string? Thoughts(ScriptRequest request)
    {
        var traits = ModelTraits.Of(request.Model, request.IsVertex);
        var budget = request.Config.Field("thinkingConfig").Field("thinkingBudget").Int();
        if (!(traits.Thinks || request.WantsThoughts) || budget == 0)
        {
            return null;
        }

        return request.FunctionResults.Count > 0
            ? "**Reading the results**\n\nThe functions have answered, so I can tell the user.\n\n"
            : "**Reading the request**\n\nI look at what the user wants and which functions can help.\n\n";
    }

    private static string Shorten(string text)
    {
        if (text.Length <= EchoLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[EchoLength - 1]) ? EchoLength - 1 : EchoLength;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..length]}... ({text.Length} characters)");
    }

    private static JsonElement DefaultSchema()
    {
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}""");
        return schema.RootElement.Clone();
    }
}
