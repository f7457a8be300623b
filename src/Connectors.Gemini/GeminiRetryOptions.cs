namespace Connectors.Gemini;

/// <summary>When and how long a client repeats a request that failed for a passing reason.</summary>
/// <remarks>
/// Repeated are HTTP 408, 429, 500, 502, 503 and 504, failed connections and attempts that exceeded <see cref="GeminiClientOptions.Timeout"/>.
/// A used-up quota of the day is never waited for. A streamed call is repeated only until its response begins.
/// </remarks>
public sealed class GeminiRetryOptions
{
    /// <summary>How many times a request is sent at most. The default is 3; 1 (or 0) means that nothing is repeated.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The upper limit of the wait before the first repetition, doubled for each further one. The default is one second.</summary>
    /// <remarks>The wait is drawn at random between zero and the limit. It is not used where the service names the delay itself.</remarks>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before one repetition. The default is one minute.</summary>
    /// <remarks>Where the service asks for a longer delay (<c>RetryInfo.retryDelay</c>), the request fails at once and the exception says so.</remarks>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The time from the start of the first attempt in which the last one has to begin. The default is five minutes;
    /// <see langword="null"/> sets no limit. A wait that would go beyond it is not begun: the last error is thrown.
    /// </summary>
    public TimeSpan? TotalBudget { get; set; } = TimeSpan.FromMinutes(5);
}
