using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>A chat completions request as the generateContent request that the service makes of it, so that the same rules, scripts and answers serve both.</summary>
internal sealed class CompletionsRequest
{
    // Fields without a counterpart that the service is known to take and to leave alone.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "model", "messages", "stream", "stream_options", "tools", "tool_choice", "parallel_tool_calls", "temperature", "top_p", "max_tokens",
        "max_completion_tokens", "stop", "n", "seed", "presence_penalty", "frequency_penalty", "response_format", "reasoning_effort", "user", "extra_body",
    };

    private CompletionsRequest(string model, bool isStream, bool includesUsage, JsonElement body) =>
        (Model, IsStream, IncludesUsage, Body) = (model, isStream, includesUsage, body);

    /// <summary>Gets the model's id, without <c>models/</c>.</summary>
    public string Model { get; }

    public bool IsStream { get; }

    /// <summary>Gets whether the last chunk of a stream brings the usage.</summary>
    public bool IncludesUsage { get; }

    /// <summary>Gets the generateContent request.</summary>
    public JsonElement Body { get; }

    public static (CompletionsRequest? Request, ServiceError? Error) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || body.Text("model") is not { Length: > 0 } model)
        {
            return (null, Invalid("model is not specified"));
        }

        if (body.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            return (null, Invalid($"Invalid JSON payload received. Unknown name \"{unknown}\": Cannot find field."));
        }

        model = model.StartsWith("models/", StringComparison.Ordinal) ? model["models/".Length..] : model;
        try
        {
            var request = CompletionMessages.Read(body);
            Add(request, "tools", Tools(body));
            Add(request, "toolConfig", ToolConfig(body));
            Add(request, "generationConfig", Config(body, EmulatorModels.Find(model)));
            return (new(model, body.Field("stream")?.ValueKind == JsonValueKind.True, body.Field("stream_options").Flag("include_usage"), Element(request)), null);
        }
        catch (InvalidCompletionException invalid)
        {
            return (null, Invalid(invalid.Message));
        }
    }

    private static ServiceError Invalid(string message) => new(400, "INVALID_ARGUMENT", message);

    private static void Add(JsonObject request, string name, JsonNode? value)
    {
        if (value is JsonArray { Count: > 0 } or JsonObject { Count: > 0 })
        {
            request[name] = value;
        }
    }

    private static JsonElement Element(JsonObject json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonNode? Node(JsonElement? element) => element is { } value ? JsonNode.Parse(value.GetRawText()) : null;

    private static JsonArray? Tools(JsonElement body)
    {
        var declarations = new JsonArray();
        foreach (var tool in body.Items("tools"))
        {
            if (tool.Text("type") != "function" || tool.Field("function") is not { } function)
            {
                throw new InvalidCompletionException($"Unsupported tool type: {tool.Text("type")}");
            }

            var declaration = new JsonObject { ["name"] = function.Text("name") };
            if (function.Text("description") is { } description)
            {
                declaration["description"] = description;
            }

            if (function.Field("parameters") is { } parameters)
            {
                declaration["parametersJsonSchema"] = Node(parameters);
            }

            declarations.Add((JsonNode)declaration);
        }

        return declarations.Count == 0 ? null : new JsonArray(new JsonObject { ["functionDeclarations"] = declarations });
    }

    private static JsonObject? ToolConfig(JsonElement body)
    {
        if (body.Field("tool_choice") is not { } choice)
        {
            return null;
        }

        var calling = new JsonObject();
        switch (choice.ValueKind == JsonValueKind.String ? choice.GetString() : "function")
        {
            case "none":
                calling["mode"] = "NONE";
                break;
            case "auto":
                calling["mode"] = "AUTO";
                break;
            case "required":
                calling["mode"] = "ANY";
                break;
            default:
                calling["mode"] = "ANY";
                calling["allowedFunctionNames"] = new JsonArray(choice.Field("function").Text("name"));
                break;
        }

        return new JsonObject { ["functionCallingConfig"] = calling };
    }

    private static JsonObject Config(JsonElement body, EmulatorModel? model)
    {
        var config = new JsonObject();
        foreach (var (name, field) in new[]
        {
            ("temperature", "temperature"), ("top_p", "topP"), ("max_tokens", "maxOutputTokens"), ("max_completion_tokens", "maxOutputTokens"),
            ("n", "candidateCount"), ("seed", "seed"), ("presence_penalty", "presencePenalty"), ("frequency_penalty", "frequencyPenalty"),
        })
        {
            if (body.Field(name) is { } value)
            {
                config[field] = Node(value);
            }
        }

        if (body.Field("stop") is not null)
        {
            config["stopSequences"] = new JsonArray([.. body.Items("stop").Select(stop => Node(stop))]);
        }

        var format = body.Field("response_format");
        if (format.Text("type") is "json_object" or "json_schema")
        {
            config["responseMimeType"] = "application/json";
            if (format.Field("json_schema").Field("schema") is { } schema)
            {
                config["responseJsonSchema"] = Node(schema);
            }
        }

        if (body.Text("reasoning_effort") is { } effort)
        {
            config["thinkingConfig"] = Thinking(effort, model);
        }

        return config;
    }

    /// <summary>Efforts are levels where the model has levels, else budgets: the service's own table.</summary>
    private static JsonObject Thinking(string effort, EmulatorModel? model)
    {
        if (model?.Thinking is EmulatorThinking.Level or EmulatorThinking.LevelOnly)
        {
            return new JsonObject { ["thinkingLevel"] = effort == "none" ? "MINIMAL" : effort.ToUpperInvariant() };
        }

        return new JsonObject
        {
            ["thinkingBudget"] = effort switch
            {
                "none" => 0,
                "minimal" or "low" => 1024,
                "medium" => 8192,
                "high" => 24576,
                _ => throw new InvalidCompletionException($"Invalid reasoning_effort: {effort}"),
            },
        };
    }
}
