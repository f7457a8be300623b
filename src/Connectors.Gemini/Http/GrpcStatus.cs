using System.Net;

namespace Connectors.Gemini.Http;

/// <summary>The canonical statuses of Google's APIs and the HTTP statuses that they stand for.</summary>
internal static class GrpcStatus
{
    internal static HttpStatusCode? ToHttp(string? status) => status?.ToUpperInvariant() switch
    {
        "INVALID_ARGUMENT" or "FAILED_PRECONDITION" or "OUT_OF_RANGE" => HttpStatusCode.BadRequest,
        "UNAUTHENTICATED" => HttpStatusCode.Unauthorized,
        "PERMISSION_DENIED" => HttpStatusCode.Forbidden,
        "NOT_FOUND" => HttpStatusCode.NotFound,
        "ALREADY_EXISTS" or "ABORTED" => HttpStatusCode.Conflict,
        "RESOURCE_EXHAUSTED" => HttpStatusCode.TooManyRequests,
        "CANCELLED" => (HttpStatusCode)499,
        "UNKNOWN" or "INTERNAL" or "DATA_LOSS" => HttpStatusCode.InternalServerError,
        "UNIMPLEMENTED" => HttpStatusCode.NotImplemented,
        "UNAVAILABLE" => HttpStatusCode.ServiceUnavailable,
        "DEADLINE_EXCEEDED" => HttpStatusCode.GatewayTimeout,
        _ => null,
    };

    internal static bool IsTransient(HttpStatusCode? status) => status is
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
