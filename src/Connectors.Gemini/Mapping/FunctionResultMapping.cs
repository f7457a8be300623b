using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Http;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// Function results. The service wants an object: an object is sent as it is, anything else as <c>output</c>, a failure as <c>error</c>.
/// Media of a result go inside the response on models that take them there, else into a turn of their own after it.
/// </summary>
internal static class FunctionResultMapping
{
    private const string NoResult = "no result was recorded";

    // What FunctionInvokingChatClient records for a call that the user refused: it takes the answer to the approval request out of the history.
    private const string RefusalStart = "Tool call invocation";
    private const string RefusalWord = "rejected";

    internal static Part Write(FunctionCallContent call, FunctionResultContent? result, string? rejection, ModelFamily family, Surface surface, List<Part> mediaAfter)
    {
        var response = new FunctionResponse { Id = FunctionCallMapping.ServiceId(call), Name = call.Name };
        var needsConsent = call.AdditionalProperties.GetJson(ContentKeys.SafetyDecision) is not null;
        if (result is null)
        {
            response.Response = Wrap("error", rejection ?? NoResult);
        }
        else if (result.Exception is { } exception)
        {
            response.Response = Wrap("error", Text(result.Result) ?? exception.Message);
        }
        else if (needsConsent && IsRefusal(result))
        {
            response.Response = Wrap("error", Text(result.Result)!);
            needsConsent = false;
        }
        else
        {
            WriteResult(result.Result, call.Name, response, family, surface, mediaAfter);
        }

        if (needsConsent && result is { Exception: null } && rejection is null)
        {
            response.Response = Acknowledged(response.Response!.Value);
        }

        return new Part { FunctionResponse = response };
    }

    private static void WriteResult(object? value, string function, FunctionResponse response, ModelFamily family, Surface surface, List<Part> mediaAfter)
    {
        if (Contents(value) is { } contents)
        {
            WriteContents(contents, response, family, surface, mediaAfter);
            return;
        }

        var json = ValueMapping.ToJson(value, function);
        response.Response = json.ValueKind == JsonValueKind.Object ? WithoutReferences(json) : Wrap("output", WithoutReferences(json));
    }

    private static void WriteContents(List<AIContent> contents, FunctionResponse response, ModelFamily family, Surface surface, List<Part> mediaAfter)
    {
        var texts = new List<string>();
        var movedMedia = 0;
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    texts.Add(text.Text);
                    break;
                case DataContent data when family.MediaInFunctionResponses && ResponseMediaType(data) is { } mediaType:
                    (response.Parts ??= []).Add(new FunctionResponsePart { InlineData = new Blob { MimeType = mediaType, Data = data.Data } });
                    break;
                case DataContent data:
                    mediaAfter.Add(MediaMapping.Write(data, isModelTurn: false));
                    movedMedia++;
                    break;
                case UriContent uri:
                    mediaAfter.Add(MediaMapping.Write(uri, isModelTurn: false, surface));
                    movedMedia++;
                    break;
                case HostedFileContent file:
                    mediaAfter.Add(MediaMapping.Write(file, isModelTurn: false, surface));
                    movedMedia++;
                    break;
                case TextReasoningContent or UsageContent:
                    break;
                case ErrorContent error:
                    texts.Add(error.Message);
                    break;
                default:
                    // Whatever else a function returned: the model reads it as JSON.
                    texts.Add(JsonSerializer.Serialize(content, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent))));
                    break;
            }
        }

        if (movedMedia > 0)
        {
            texts.Add("The media of this result follow in the next turn.");
        }

        // A picture with an object beside it (a screenshot and its URL): the object is the response, as computer use wants it.
        response.Response = texts switch
        {
            [] => JsonElement.Parse("{}"u8),
            [var text] when response.Parts is not null && AsObject(text) is { } json => WithoutReferences(json),
            _ => Wrap("output", string.Join('\n', texts)),
        };
    }

    private static JsonElement? AsObject(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        try
        {
            var json = JsonElement.Parse(text);
            return json.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            // Words that begin with a brace.
            return null;
        }
    }

    /// <summary>The contents that a function returned: as they are, in a list, or as the JSON that they became in a saved history.</summary>
    private static List<AIContent>? Contents(object? value) => value switch
    {
        AIContent content => [content],
        IEnumerable<AIContent> contents => [.. contents],
        JsonElement { ValueKind: JsonValueKind.Object } element when ContentOf(element) is { } content => [content],
        JsonElement { ValueKind: JsonValueKind.Array } element when element.GetArrayLength() > 0 => ContentsOf(element),
        _ => null,
    };

    private static List<AIContent>? ContentsOf(JsonElement array)
    {
        var contents = new List<AIContent>();
        foreach (var item in array.EnumerateArray())
        {
            if (ContentOf(item) is not { } content)
            {
                return null;
            }

            contents.Add(content);
        }

        return contents;
    }

    private static AIContent? ContentOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("$type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var payload = type.GetString() switch
        {
            "data" or "uri" => "uri",
            "text" => "text",
            "hostedFile" => "fileId",
            _ => null,
        };
        // Semantic Kernel saves the same contents with capital letters.
        if (payload is null || !element.EnumerateObject().Any(field => field.Name.Equals(payload, StringComparison.OrdinalIgnoreCase) && field.Value.ValueKind == JsonValueKind.String))
        {
            return null;
        }

        try
        {
            return (AIContent?)element.Deserialize(AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent)));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException)
        {
            // An object of the app's own that happens to have such a "$type": it is sent as the object it is.
            return null;
        }
    }

    /// <summary>The exact type of media that the service takes inside a response; <see langword="null"/> for all others.</summary>
    private static string? ResponseMediaType(DataContent data)
    {
        var mediaType = data.MediaType.EndsWith("/*", StringComparison.Ordinal) ? MediaTypeSniffing.Find(data.Data.Span) : data.MediaType;
        return mediaType is "image/png" or "image/jpeg" or "image/webp" or "application/pdf" or "text/plain" ? mediaType : null;
    }

    private static bool IsRefusal(FunctionResultContent result) =>
        Text(result.Result) is { } text && text.StartsWith(RefusalStart, StringComparison.Ordinal) && text.Contains(RefusalWord, StringComparison.Ordinal);

    private static string? Text(object? value) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        _ => null,
    };

    /// <summary>The action was carried out: the user has consented to it, and the service wants to be told.</summary>
    private static JsonElement Acknowledged(JsonElement response)
    {
        var node = JsonObject.Create(response) ?? [];
        node["safety_acknowledgement"] = "true";
        return JsonSerializer.SerializeToElement(node, WireJson.Instance.JsonNode);
    }

    private static JsonElement Wrap(string key, string text) => Wrap(key, JsonSerializer.SerializeToElement(text, WireJson.Instance.String));

    private static JsonElement Wrap(string key, JsonElement value) =>
        JsonScratch.Write((key, value), static (writer, field) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(field.key);
            field.value.WriteTo(writer);
            writer.WriteEndObject();
        });

    /// <summary>The service takes a key <c>$ref</c> in a result for a reference to one of its parts, and refuses the request: such keys are renamed to <c>_ref</c>.</summary>
    private static JsonElement WithoutReferences(JsonElement json)
    {
        if (JsonMarshal.GetRawUtf8Value(json).IndexOf("$ref\""u8) < 0)
        {
            return json;
        }

        var node = json.ValueKind == JsonValueKind.Array ? (JsonNode?)JsonArray.Create(json) : json.ValueKind == JsonValueKind.Object ? JsonObject.Create(json) : null;
        if (node is null)
        {
            return json;
        }

        Rename(node);
        return JsonSerializer.SerializeToElement(node, WireJson.Instance.JsonNode);
    }

    private static void Rename(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Rename(item);
            }
        }
        else if (node is JsonObject obj)
        {
            foreach (var (_, value) in obj)
            {
                Rename(value);
            }

            if (obj.TryGetPropertyValue("$ref", out var reference))
            {
                obj.Remove("$ref");
                obj["_ref"] = reference;
            }
        }
    }
}
