using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>Structured output, in the JSON Schema dialect or, where the caller wants it, in the OpenAPI subset.</summary>
internal static class ResponseFormatMapping
{
    private const string Subject = "ChatOptions.ResponseFormat's schema";

    internal static void Write(ChatOptions options, GenerateContentRequest request, GenerationConfig config, string model, ModelFamily family, ILogger logger)
    {
        if (config.ResponseMimeType is not null || config.ResponseSchema is not null || config.ResponseJsonSchema is not null)
        {
            return;
        }

        var mimeType = options.AdditionalProperties.GetString(ChatOptionKeys.ResponseMimeType);
        if (options.ResponseFormat is not ChatResponseFormatJson json)
        {
            config.ResponseMimeType = mimeType;
            return;
        }

        var schema = json.Schema is { } given ? SchemaMapping.Clean(given, Subject) : (JsonElement?)null;
        if (request.ToolConfig?.FunctionCallingConfig?.Mode == FunctionCallingMode.Any)
        {
            // A forced call has no text to format, and the service refuses the pair. FunctionInvokingChatClient lets go of the force after the first call.
            return;
        }

        if (!family.CombinesTools && request.Tools is { Count: > 0 })
        {
            MappingLog.JsonWithTools(logger, model);
            var instruction = "Answer with JSON alone, without a Markdown fence" + (schema is { } s ? $", that conforms to this JSON schema: {s.GetRawText()}" : ".");
            request.SystemInstruction = new Content { Parts = [.. request.SystemInstruction?.Parts ?? [], new Part { Text = instruction }] };
            return;
        }

        config.ResponseMimeType = mimeType ?? "application/json";
        if (options.AdditionalProperties.GetBoolean(ChatOptionKeys.OpenApiSchemas) == true && json.Schema is { } original)
        {
            config.ResponseSchema = OpenApiSchemaMapping.Translate(original, Subject).Report(logger, Subject);
        }
        else
        {
            config.ResponseJsonSchema = schema;
        }
    }
}
