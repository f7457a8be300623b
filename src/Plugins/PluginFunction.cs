using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Gemini.Plugins;

/// <summary>A function whose arguments are checked before it runs, and whose failures are results that a model can read.</summary>
internal sealed partial class PluginFunction : DelegatingAIFunction
{
    private const int MaxArgumentCharacters = 64 * 1024;

    private readonly ILogger _logger;

    private PluginFunction(AIFunction inner, ILogger logger)
        : base(inner) => _logger = logger;

    internal static AIFunction Create(Delegate method, string name, ILogger? logger) =>
        new PluginFunction(AIFunctionFactory.Create(method, new AIFunctionFactoryOptions { Name = name, SerializerOptions = PluginJson.Serializer }), logger ?? NullLogger.Instance);

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        if (Problem(arguments) is { } problem)
        {
            Refused(_logger, Name, problem);
            return Error(problem);
        }

        try
        {
            return await base.InvokeCoreAsync(arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (PluginException refusal)
        {
            Refused(_logger, Name, refusal.Message);
            return Error(refusal.Message);
        }
        catch (GeminiException failure)
        {
            Failed(_logger, failure, Name);
            return Error(failure.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or FormatException or NotSupportedException)
        {
            // An argument of another type than the schema says, or one that the connector refuses before it sends anything.
            Failed(_logger, exception, Name);
            return Error(exception is ArgumentException or NotSupportedException ? exception.Message : "An argument is not of the type that the function's schema says.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            // Their messages hold paths and hosts, which are not the model's business.
            Failed(_logger, exception, Name);
            return Error("A file or an address could not be read or written.");
        }
    }

    private string? Problem(AIFunctionArguments arguments)
    {
        var known = JsonSchema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name).ToList() : [];
        if (arguments.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            return $"There is no argument '{Shorten(unknown)}'. The function takes: {string.Join(", ", known)}.";
        }

        if (JsonSchema.TryGetProperty("required", out var required)
            && required.EnumerateArray().Select(name => name.GetString()!).FirstOrDefault(name => !arguments.TryGetValue(name, out var value) || value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined }) is { } missing)
        {
            return $"The argument '{missing}' is missing.";
        }

        long length = 0;
        foreach (var value in arguments.Values)
        {
            length += value switch
            {
                string text => text.Length,
                JsonElement json => json.GetRawText().Length,
                _ => 0,
            };
        }

        return length > MaxArgumentCharacters
            ? string.Create(CultureInfo.InvariantCulture, $"The arguments have {length} characters; the function takes {MaxArgumentCharacters}.")
            : null;
    }

    private static string Shorten(string name) => name.Length > 40 ? name[..40] + "..." : name;

    private static JsonElement Error(string message) => JsonSerializer.SerializeToElement(new PluginError(PluginText.Bound(message, 2_000)), PluginJson.Default.PluginError);

    [LoggerMessage(1, LogLevel.Warning, "The function {Function} refuses: {Reason}")]
    private static partial void Refused(ILogger logger, string function, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The function {Function} failed.")]
    private static partial void Failed(ILogger logger, Exception exception, string function);
}
