namespace Connectors.Gemini.Emulator;

/// <summary>One rule of the emulator, as a row of the support matrix.</summary>
/// <param name="Id">The id that refusals carry: <c>thought-signature</c>.</param>
/// <param name="Description">What the rule refuses, in one line.</param>
/// <param name="HttpStatus">The HTTP status of its refusals.</param>
/// <param name="Status">The status name in the error body: <c>INVALID_ARGUMENT</c>.</param>
/// <param name="Evidence">How much is known about the service's own behaviour.</param>
public sealed record EmulatorRule(string Id, string Description, int HttpStatus, string Status, EmulatorRuleEvidence Evidence);
