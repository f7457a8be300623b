using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>What the declarations of the caller's functions say beyond their parameters in JSON Schema: what a function returns, and everything in the OpenAPI subset where the caller wants it.</summary>
internal static class FunctionSchemaMapping
{
    internal static IEnumerable<FunctionDeclaration> Declarations(IList<Tool>? tools) => tools?.SelectMany(static tool => tool.FunctionDeclarations ?? []) ?? [];

    /// <param name="options">The options with the functions.</param>
    /// <param name="tools">The tools of the request.</param>
    /// <param name="raw">The declarations that the caller wrote for the wire: they stay as they are.</param>
    /// <param name="logger">Where is told what could not be said.</param>
    internal static void Write(ChatOptions options, IList<Tool>? tools, HashSet<FunctionDeclaration> raw, ILogger logger)
    {
        var functions = new Dictionary<string, AIFunctionDeclaration>(StringComparer.Ordinal);
        foreach (var function in options.Tools?.OfType<AIFunctionDeclaration>() ?? [])
        {
            functions.TryAdd(function.Name, function);
        }

        if (functions.Count == 0)
        {
            return;
        }

        var isOpenApi = options.AdditionalProperties.GetBoolean(ChatOptionKeys.OpenApiSchemas) == true;
        foreach (var declaration in Declarations(tools))
        {
            if (raw.Contains(declaration) || declaration.Name is not { } name || !functions.TryGetValue(name, out var function))
            {
                continue;
            }

            if (isOpenApi)
            {
                declaration.ParametersJsonSchema = null;
                declaration.Parameters = OpenApiSchemaMapping.Parameters(function.JsonSchema, name).Report(logger, $"The schema of the function '{name}'");
            }

            WriteResult(function, declaration, isOpenApi, logger);
        }
    }

    /// <summary>It only informs the model: where it says no more than a type, or cannot be sent, the function is declared without it.</summary>
    private static void WriteResult(AIFunctionDeclaration function, FunctionDeclaration declaration, bool isOpenApi, ILogger logger)
    {
        if (function.ReturnJsonSchema is not { ValueKind: JsonValueKind.Object } schema || !schema.EnumerateObject().Any(static keyword => keyword.Name is not ("$schema" or "title" or "type")))
        {
            return;
        }

        var subject = $"The schema of what the function '{function.Name}' returns";
        try
        {
            if (isOpenApi)
            {
                declaration.Response = OpenApiSchemaMapping.Translate(schema, subject).Report(logger, subject);
            }
            else
            {
                declaration.ResponseJsonSchema = SchemaMapping.Clean(schema, subject);
            }
        }
        catch (ArgumentException exception)
        {
            MappingLog.ResultSchemaNotSent(logger, function.Name, exception.Message);
        }
    }
}
