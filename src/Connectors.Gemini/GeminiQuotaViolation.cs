namespace Connectors.Gemini;

/// <summary>A quota that was exceeded (<c>google.rpc.QuotaFailure.violations[]</c>).</summary>
public sealed class GeminiQuotaViolation
{
    /// <summary>What is counted (<c>quotaMetric</c>), for example <c>generativelanguage.googleapis.com/generate_content_free_tier_requests</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>The quota's id (<c>quotaId</c>), for example <c>GenerateRequestsPerDayPerProjectPerModel-FreeTier</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The limit (<c>quotaValue</c>), as the service writes it.</summary>
    public string? Value { get; init; }

    /// <summary>What the quota applies to (<c>quotaDimensions</c>), for example the model and the location.</summary>
    public IReadOnlyDictionary<string, string> Dimensions { get; init; } = new Dictionary<string, string>();

    /// <summary>On what the check failed (<c>subject</c>).</summary>
    public string? Subject { get; init; }

    /// <summary>How the check failed, in words (<c>description</c>).</summary>
    public string? Description { get; init; }

    /// <summary>Whether the quota is one of the day, which waiting does not bring back before midnight Pacific time.</summary>
    public bool IsDaily =>
        Id is not null && (Id.Contains("PerDay", StringComparison.OrdinalIgnoreCase) || Id.Contains("Daily", StringComparison.OrdinalIgnoreCase));
}
