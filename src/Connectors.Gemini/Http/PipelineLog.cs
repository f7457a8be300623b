using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Http;

/// <summary>What the pipeline logs: never a header, a body or a query.</summary>
internal static partial class PipelineLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Method} {Path} failed ({Status}); attempt {Attempt} of {MaxAttempts} is repeated in {Delay}.")]
    internal static partial void Retrying(ILogger logger, string? method, string? path, string status, int attempt, int maxAttempts, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Method} {Path} failed ({Status}) and is not repeated after attempt {Attempt}: {Reason}")]
    internal static partial void GivingUp(ILogger logger, string? method, string? path, string status, int attempt, string reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "{Method} {Path} was answered with 401; it is sent once more with a new bearer token.")]
    internal static partial void RefreshingToken(ILogger logger, string method, string path);
}
