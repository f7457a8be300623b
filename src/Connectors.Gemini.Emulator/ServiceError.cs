using System.Globalization;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator;

/// <summary>An error answer of the service: the HTTP status and the <c>error</c> object of the body. Immutable; each <c>With</c> method gives a copy.</summary>
/// <param name="HttpStatus">The HTTP status, also <c>error.code</c>: 429.</param>
/// <param name="Status">The status name, <c>error.status</c>: <c>RESOURCE_EXHAUSTED</c>.</param>
/// <param name="Message">The text for people, <c>error.message</c>.</param>
public sealed record ServiceError(int HttpStatus, string Status, string Message)
{
    private const string TypePrefix = "type.googleapis.com/google.rpc.";

    /// <summary>Gets the <c>error.details</c>: <c>google.rpc</c> messages with their <c>@type</c>. Empty by default, and then left out of the body.</summary>
    public IReadOnlyList<JsonObject> Details { get; init; } = [];

    /// <summary>The 503 of an overloaded model.</summary>
    /// <returns>The error, <c>UNAVAILABLE</c>, without details.</returns>
    public static ServiceError Overloaded() => new(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");

    /// <summary>The 500 of a failure inside the service.</summary>
    /// <returns>The error, <c>INTERNAL</c>, without details.</returns>
    public static ServiceError Internal() => new(500, "INTERNAL", "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting");

    /// <summary>The 429 without any details, as a service under load gives it.</summary>
    /// <returns>The error, <c>RESOURCE_EXHAUSTED</c>, without details.</returns>
    public static ServiceError ResourceExhausted() => new(429, "RESOURCE_EXHAUSTED", "Resource exhausted. Please try again later.");

    /// <summary>The 429 of a quota: with <c>QuotaFailure</c>, <c>Help</c> and, where a delay is given, <c>RetryInfo</c>.</summary>
    /// <param name="perDay">Whether the quota is one per day (waiting does not help today) instead of one per minute.</param>
    /// <param name="retryDelay">The delay of <c>RetryInfo</c>, or <see langword="null"/> for none.</param>
    /// <returns>The error, <c>RESOURCE_EXHAUSTED</c>.</returns>
    public static ServiceError QuotaExceeded(bool perDay = false, TimeSpan? retryDelay = null)
    {
        var error = new ServiceError(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details.")
            .WithQuotaFailure(perDay)
            .WithHelp();
        return retryDelay is { } delay ? error.WithRetryInfo(delay) : error;
    }

    /// <summary>The 400 that the service gives for a key that it does not know.</summary>
    /// <returns>The error, <c>INVALID_ARGUMENT</c> with the reason <c>API_KEY_INVALID</c>.</returns>
    public static ServiceError ApiKeyInvalid() =>
        new ServiceError(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.").WithReason("API_KEY_INVALID");

    /// <summary>Adds an <c>ErrorInfo</c>.</summary>
    /// <param name="reason">Its <c>reason</c>: <c>SERVICE_DISABLED</c>.</param>
    /// <returns>A copy with the detail.</returns>
    public ServiceError WithReason(string reason) => WithDetail(new JsonObject
    {
        ["@type"] = TypePrefix + "ErrorInfo",
        ["reason"] = reason,
        ["domain"] = "googleapis.com",
        ["metadata"] = new JsonObject { ["service"] = "generativelanguage.googleapis.com" },
    });

    /// <summary>Adds a <c>RetryInfo</c>.</summary>
    /// <param name="delay">The time after which a retry may succeed; written in seconds with as many fractional digits as it has: <c>34.4s</c>.</param>
    /// <returns>A copy with the detail.</returns>
    public ServiceError WithRetryInfo(TimeSpan delay) => WithDetail(new JsonObject
    {
        ["@type"] = TypePrefix + "RetryInfo",
        ["retryDelay"] = ((decimal)delay.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s",
    });

    /// <summary>Adds a <c>QuotaFailure</c> with one violation.</summary>
    /// <param name="perDay">Whether its <c>quotaId</c> says per day instead of per minute.</param>
    /// <returns>A copy with the detail.</returns>
    public ServiceError WithQuotaFailure(bool perDay) => WithDetail(new JsonObject
    {
        ["@type"] = TypePrefix + "QuotaFailure",
        ["violations"] = new JsonArray(new JsonObject
        {
            ["quotaMetric"] = "generativelanguage.googleapis.com/generate_content_free_tier_requests",
            ["quotaId"] = perDay ? "GenerateRequestsPerDayPerProjectPerModel-FreeTier" : "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
            ["quotaDimensions"] = new JsonObject { ["location"] = "global" },
            ["quotaValue"] = perDay ? "20" : "5",
        }),
    });

    /// <summary>Adds a <c>Help</c> with the link to the documentation of the rate limits.</summary>
    /// <returns>A copy with the detail.</returns>
    public ServiceError WithHelp() => WithDetail(new JsonObject
    {
        ["@type"] = TypePrefix + "Help",
        ["links"] = new JsonArray(new JsonObject
        {
            ["description"] = "Learn more about Gemini API quotas",
            ["url"] = "https://ai.google.dev/gemini-api/docs/rate-limits",
        }),
    });

    /// <summary>Adds any detail.</summary>
    /// <param name="detail">The message with its <c>@type</c>.</param>
    /// <returns>A copy with the detail.</returns>
    public ServiceError WithDetail(JsonObject detail) => this with { Details = [.. Details, detail] };

    internal JsonObject ToBody()
    {
        var error = new JsonObject { ["code"] = HttpStatus, ["message"] = Message, ["status"] = Status };
        if (Details.Count > 0)
        {
            error["details"] = new JsonArray([.. Details.Select(detail => detail.DeepClone())]);
        }

        return new JsonObject { ["error"] = error };
    }
}
