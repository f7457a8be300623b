using System.Buffers;
using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>Tools and how they may be used. All function declarations stand in one tool object, each hosted tool in its own.</summary>
internal static class ToolMapping
{
    private static readonly SearchValues<char> NameStart = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
    private static readonly SearchValues<char> NameRest = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:.-");

    internal static IList<Tool>? Write(IList<AITool>? tools, IList<Tool>? given, string model, ModelFamily family, bool isVertex)
    {
        if (tools is not { Count: > 0 })
        {
            return given;
        }

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
                    {
                        throw new ArgumentException($"ChatOptions.Tools has two functions named '{function.Name}'. Give each function a name of its own.");
                    }

                    if (!givenNames.Contains(function.Name))
                    {
                        declarations.Add(Write(function));
                    }

                    break;
                // Not a tool of the request: see ImageToolMapping.
                case HostedImageGenerationTool:
                    break;
                default:
                    result.Add(HostedToolMapping.Write(tool, isVertex));
                    break;
            }
        }

        if (declarations.Count > 0)
        {
            // Declarations of a raw tool and of the options go together: the service wants all of them in one object.
            if (result.Find(static t => t.FunctionDeclarations is { Count: > 0 }) is { } existing)
            {
                existing.FunctionDeclarations = [.. existing.FunctionDeclarations!, .. declarations];
            }
            else
            {
                result.Insert(0, new Tool { FunctionDeclarations = declarations });
            }
        }

        HostedToolMapping.Check(result, model, family);
        return result.Count > 0 ? result : null;
    }

    internal static ToolConfig? Write(ChatOptions options, ToolConfig? given, IList<Tool>? tools, bool isVertex, ILogger logger)
    {
        var combines = tools?.Any(HostedToolMapping.IsHosted) == true && tools.Any(static tool => tool.FunctionDeclarations is { Count: > 0 });
        if (combines && !isVertex)
        {
            // Functions beside tools of the service: the Gemini API wants their calls to be shown, Vertex AI does not know the switch.
            given ??= new ToolConfig();
            given.IncludeServerSideToolInvocations ??= true;
        }

        if (options.Tools?.OfType<GeminiTool>().FirstOrDefault(static tool => tool.Retrieval is not null) is { Retrieval: { } retrieval })
        {
            given ??= new ToolConfig();
            given.RetrievalConfig ??= retrieval;
        }

        // A calling config without declarations is refused by the service. One of the caller's that says nothing of the mode, but that arguments are streamed (Vertex AI), is completed.
        if (given?.FunctionCallingConfig is { Mode: not null } or { AllowedFunctionNames: not null } || tools?.Any(static t => t.FunctionDeclarations is { Count: > 0 }) != true)
        {
            return given;
        }

        var mode = options.AdditionalProperties.GetString(ChatOptionKeys.FunctionCallingMode) is { } typed ? new FunctionCallingMode(typed) : ModeOf(options.ToolMode);
        // A forced function must be there; of the allowed ones those that are not are left out.
        var names = Declared(options.AdditionalProperties.GetStrings(ChatOptionKeys.AllowedFunctionNames), tools, logger)
            ?? (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } required } ? [CheckedDeclared(required, tools)] : null);
        // None of the allowed ones is there: without names the service would allow all the others.
        if (names is { Count: 0 })
        {
            mode = FunctionCallingMode.None;
        }
        // The service takes names with ANY and VALIDATED only. VALIDATED leaves the choice to the model, as AUTO does; where no function may be called, no name matters.
        if (mode == FunctionCallingMode.None)
        {
            names = null;
        }
        else if ((names is not null || combines || IsStrict(options)) && (mode is null || mode == FunctionCallingMode.Auto))
        {
            mode = FunctionCallingMode.Validated;
        }

        if (mode is null)
        {
            return given;
        }

        given ??= new ToolConfig();
        given.FunctionCallingConfig ??= new FunctionCallingConfig();
        given.FunctionCallingConfig.Mode = mode;
        given.FunctionCallingConfig.AllowedFunctionNames = names;
        return given;
    }

    private static FunctionCallingMode? ModeOf(ChatToolMode? mode) => mode switch
    {
        RequiredChatToolMode => FunctionCallingMode.Any,
        NoneChatToolMode => FunctionCallingMode.None,
        AutoChatToolMode => FunctionCallingMode.Auto,
        _ => null,
    };

    /// <summary>The schema of a function's parameters, for reading the arguments of a call.</summary>
    internal static JsonElement SchemaOf(string? function, IList<AITool>? tools) =>
        tools?.OfType<AIFunctionDeclaration>().FirstOrDefault(tool => tool.Name == function)?.JsonSchema ?? default;

    private static FunctionDeclaration Write(AIFunctionDeclaration function) => new()
    {
        Name = function.Name,
        Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
        ParametersJsonSchema = SchemaMapping.Parameters(function.JsonSchema, function.Name),
    };

    /// <summary>A function that asks for strict arguments (M.E.AI's convention: an additional property) makes the service hold all arguments to their schemas.</summary>
    private static bool IsStrict(ChatOptions options) =>
        options.Tools?.Any(static tool => tool.AdditionalProperties.TryGetValue("strict", out var strict) && strict is true or JsonElement { ValueKind: JsonValueKind.True }) == true;

    /// <summary>Leaves out what this request does not declare: FunctionInvokingChatClient's last request has no functions left, and the options stay as they were.</summary>
    private static List<string>? Declared(IReadOnlyList<string>? names, IList<Tool> tools, ILogger logger)
    {
        if (names is not { Count: > 0 })
        {
            return null;
        }

        var declared = new List<string>();
        foreach (var name in names)
        {
            if (IsDeclared(name, tools))
            {
                declared.Add(name);
            }
            else
            {
                MappingLog.AllowedNotDeclared(logger, name);
            }
        }

        return declared;
    }

    private static string CheckedDeclared(string name, IList<Tool> tools) =>
        IsDeclared(name, tools) ? name : throw new ArgumentException($"The function '{name}' is required by ChatOptions.ToolMode, but ChatOptions.Tools does not declare it.");

    private static bool IsDeclared(string name, IList<Tool> tools) =>
        tools.Any(tool => tool.FunctionDeclarations?.Any(declaration => declaration.Name == name) == true);

    private static void Check(string name)
    {
        if (name.Length is > 0 and <= 128 && NameStart.Contains(name[0]) && !name.AsSpan(1).ContainsAnyExcept(NameRest))
        {
            return;
        }

        throw new ArgumentException(
            $"The function name '{name}' is not taken by the Gemini API: it must begin with a letter or an underscore, go on with letters, digits, '_', ':', '.' or '-', and have at most 128 characters.");
    }
}
