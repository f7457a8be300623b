using System.Buffers;
using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Tools and how they may be used. All function declarations stand in one tool object, each hosted tool in its own.</summary>
internal static class ToolMapping
{
    private static readonly SearchValues<char> NameStart = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
    private static readonly SearchValues<char> NameRest = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:.-");

    internal static IList<Tool>? Write(IList<AITool>? tools, IList<Tool>? given)
    {
        if (tools is not { Count: > 0 })
            return given;

        List<Tool> result = [.. given ?? []];
        List<FunctionDeclaration> declarations = [];
        var givenNames = new HashSet<string>(result.SelectMany(static t => t.FunctionDeclarations ?? []).Select(static d => d.Name ?? ""), StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in tools)
        {
            switch (tool)
            {
                case null:
                    throw new ArgumentException("ChatOptions.Tools holds a null.");
                case AIFunctionDeclaration function:
                    Check(function.Name);
                    if (!names.Add(function.Name))
                        throw new ArgumentException($"ChatOptions.Tools has two functions named '{function.Name}'. Give each function a name of its own.");
                    if (!givenNames.Contains(function.Name))
                        declarations.Add(Write(function));
                    break;
                case HostedWebSearchTool:
                    result.Add(new Tool { GoogleSearch = new GoogleSearch() });
                    break;
                case HostedCodeInterpreterTool:
                    result.Add(new Tool { CodeExecution = new CodeExecution() });
                    break;
                default:
                    throw new NotSupportedException($"ChatOptions.Tools holds a {tool.GetType().Name}, which this version does not send to Gemini. Give it as a Wire.Tool through RawRepresentationFactory.");
            }
        }

        if (declarations.Count > 0)
        {
            // Declarations of a raw tool and of the options go together: the service wants all of them in one object.
            if (result.Find(static t => t.FunctionDeclarations is { Count: > 0 }) is { } existing)
                existing.FunctionDeclarations = [.. existing.FunctionDeclarations!, .. declarations];
            else
                result.Insert(0, new Tool { FunctionDeclarations = declarations });
        }

        return result.Count > 0 ? result : null;
    }

    internal static ToolConfig? Write(ChatOptions options, ToolConfig? given, IList<Tool>? tools)
    {
        // A calling config without declarations is refused by the service.
        if (given?.FunctionCallingConfig is not null || tools?.Any(static t => t.FunctionDeclarations is { Count: > 0 }) != true)
            return given;

        var mode = options.AdditionalProperties.GetString(ChatOptionKeys.FunctionCallingMode) is { } typed ? new FunctionCallingMode(typed) : ModeOf(options.ToolMode);
        IReadOnlyList<string>? names = options.AdditionalProperties.GetStrings(ChatOptionKeys.AllowedFunctionNames) is { Count: > 0 } allowed
            ? allowed
            : options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } required } ? [required] : null;
        // The service takes names with ANY and VALIDATED only. VALIDATED leaves the choice to the model, as AUTO does; where no function may be called, no name matters.
        if (mode == FunctionCallingMode.None)
            names = null;
        else if (names is not null && (mode is null || mode == FunctionCallingMode.Auto))
            mode = FunctionCallingMode.Validated;
        if (mode is null)
            return given;

        given ??= new ToolConfig();
        given.FunctionCallingConfig = new FunctionCallingConfig { Mode = mode, AllowedFunctionNames = names?.Select(name => CheckedDeclared(name, tools)).ToList() };
        return given;
    }

    private static FunctionCallingMode? ModeOf(ChatToolMode? mode) => mode switch
    {
        RequiredChatToolMode => FunctionCallingMode.Any,
        NoneChatToolMode => FunctionCallingMode.None,
        AutoChatToolMode => FunctionCallingMode.Auto,
        _ => null,
    };

    /// <summary>The parameter schemas by function name, for reading the arguments of calls.</summary>
    internal static Dictionary<string, JsonElement> Schemas(IList<AITool>? tools)
    {
        var schemas = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var function in tools?.OfType<AIFunctionDeclaration>() ?? [])
            schemas[function.Name] = function.JsonSchema;
        return schemas;
    }

    private static FunctionDeclaration Write(AIFunctionDeclaration function) => new()
    {
        Name = function.Name,
        Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
        ParametersJsonSchema = SchemaMapping.Parameters(function.JsonSchema),
    };

    private static string CheckedDeclared(string name, IList<Tool> tools) =>
        tools.Any(tool => tool.FunctionDeclarations?.Any(declaration => declaration.Name == name) == true)
            ? name
            : throw new ArgumentException($"The function '{name}' is required or allowed, but ChatOptions.Tools does not declare it.");

    private static void Check(string name)
    {
        if (name.Length is > 0 and <= 128 && NameStart.Contains(name[0]) && !name.AsSpan(1).ContainsAnyExcept(NameRest))
            return;
        throw new ArgumentException(
            $"The function name '{name}' is not taken by the Gemini API: it must begin with a letter or an underscore, go on with letters, digits, '_', ':', '.' or '-', and have at most 128 characters.");
    }
}
