using Microsoft.SemanticKernel;

namespace Connectors.Gemini.SemanticKernel;

/// <summary>
/// The names under which Semantic Kernel's own Google connector knew function choice, for code that migrates.
/// New code sets <see cref="PromptExecutionSettings.FunctionChoiceBehavior"/>, which can do more.
/// </summary>
public sealed class GeminiToolCallBehavior
{
    private GeminiToolCallBehavior(FunctionChoiceBehavior choice) => Choice = choice;

    /// <summary>Gets the behavior that offers the kernel's functions and returns the model's calls to the caller: <c>FunctionChoiceBehavior.Auto(autoInvoke: false)</c>.</summary>
    public static GeminiToolCallBehavior EnableKernelFunctions { get; } = new(FunctionChoiceBehavior.Auto(autoInvoke: false));

    /// <summary>Gets the behavior that offers the kernel's functions and invokes those that the model calls: <c>FunctionChoiceBehavior.Auto()</c>.</summary>
    public static GeminiToolCallBehavior AutoInvokeKernelFunctions { get; } = new(FunctionChoiceBehavior.Auto());

    internal FunctionChoiceBehavior Choice { get; }

    internal static GeminiToolCallBehavior? Of(FunctionChoiceBehavior? choice) =>
        choice is null ? null
        : ReferenceEquals(choice, EnableKernelFunctions.Choice) ? EnableKernelFunctions
        : ReferenceEquals(choice, AutoInvokeKernelFunctions.Choice) ? AutoInvokeKernelFunctions
        : null;
}
