using Microsoft.SemanticKernel;
using Spectre.Console;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>Shows each call that the kernel makes for the model, and what came of it.</summary>
internal sealed class ShowingFilter(IAnsiConsole console) : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        await next(context);
        var arguments = string.Join(", ", (context.Arguments ?? []).Select(static argument => $"{argument.Key}: {argument.Value}"));
        var result = context.Result.GetValue<object>() is IReadOnlyDictionary<string, bool> lights
            ? string.Join(", ", lights.Select(static light => $"{light.Key} {(light.Value ? "on" : "off")}"))
            : context.Result.ToString();
        console.WriteLine($"[{context.Function.PluginName}.{context.Function.Name}({arguments}) = {result}]");
    }
}
