using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator;

/// <summary>What the service would answer to a request that it refuses.</summary>
/// <param name="RuleId">The id of the rule that refused, as in the support matrix: <c>thought-signature</c>.</param>
/// <param name="HttpStatus">The HTTP status: 400, 403, 404...</param>
/// <param name="Status">The status name in the error body: <c>INVALID_ARGUMENT</c>.</param>
/// <param name="Message">The service's own message.</param>
/// <param name="Details">The <c>details</c> of the error body (<c>google.rpc</c> messages with their <c>@type</c>), or <see langword="null"/>.</param>
public sealed record EmulatorRefusal(string RuleId, int HttpStatus, string Status, string Message, JsonArray? Details = null);
