using Connectors.Gemini.Http;
using Microsoft.Extensions.Options;

namespace Connectors.Gemini.DependencyInjection;

/// <summary>Judges the options of one registration when the host starts, by the very check that a client makes, so that both say the same.</summary>
internal sealed class GeminiClientOptionsValidator(string name) : IValidateOptions<GeminiClientOptions>
{
    /// <summary>A registration, for messages.</summary>
    internal static string Registration(string name) => name.Length == 0 ? "AddGemini" : $"AddGemini(\"{name}\")";

    public ValidateOptionsResult Validate(string? validatedName, GeminiClientOptions options)
    {
        if (validatedName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        try
        {
            _ = GeminiSettings.From(options);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException exception)
        {
            return ValidateOptionsResult.Fail($"{Registration(name)}: {exception.Message}");
        }
    }
}
