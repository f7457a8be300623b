using System.Text.Json;
using Microsoft.SemanticKernel;
using Spectre.Console;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>Shows each call that the kernel makes for the model, and what came of it, on one line.</summary>
internal sealed class ShowingFilter(IAnsiConsole console) : IAutoFunctionInvocationFilter
{
    private const int MaxLength = 160;

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        await next(context);
        var arguments = string.Join(", ", (context.Arguments ?? []).Select(static argument => $"{argument.Key}: {argument.Value}"));
        console.WriteLine($"[{context.Function.PluginName}.{context.Function.Name}({Line(arguments)}) = {Line(Words(context.Result))}]");
    }

    /// <summary>What matters most of a result.</summary>
    private static string Words(FunctionResult result) => result.GetValue<object>() switch
    {
        IReadOnlyDictionary<string, bool> lights => string.Join(", ", lights.Select(static light => $"{light.Key} {(light.Value ? "on" : "off")}")),
        IReadOnlyList<string> notes => string.Join(" / ", notes),
        JsonElement { ValueKind: JsonValueKind.Object } json when json.TryGetProperty("error", out var error) => $"refused: {error}",
        JsonElement { ValueKind: JsonValueKind.Object } json when json.TryGetProperty("answer", out var answer) || json.TryGetProperty("path", out answer) => answer.ToString(),
        _ => result.ToString(),
    };

    private static string Line(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? line : line[..MaxLength] + "...";
    }
}
