using Connectors.Gemini.Emulator.Rules;

namespace Connectors.Gemini.Emulator;

/// <summary>
/// The emulator's judgement of a request: what the real service would refuse, without a server. It works on any request, also one that goes to a
/// recorded or scripted server.
/// </summary>
public static class EmulatorRules
{
    /// <summary>Gets every rule, in the order in which they are applied.</summary>
    public static IReadOnlyList<EmulatorRule> All { get; } = [.. RuleList.All.Select(rule => rule.Describe())];

    /// <summary>Applies every rule to a request.</summary>
    /// <param name="request">The request. Endpoints other than generateContent, streamGenerateContent and countTokens are checked for version, credentials and model alone.</param>
    /// <param name="options">What to be strict about; the defaults if <see langword="null"/>.</param>
    /// <returns>
    /// The refusals, first the one that the service answers with; empty if it accepts the request. As at the service, a request that cannot be
    /// routed or read is not looked at further.
    /// </returns>
    public static IReadOnlyList<EmulatorRefusal> Check(EmulatorRequest request, EmulatorRulesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = new RuleContext(request, options ?? new EmulatorRulesOptions());
        foreach (var phase in RuleList.Phases)
        {
            if (context.Options.Loose && phase.IsStrict)
            {
                continue;
            }

            List<EmulatorRefusal> refusals = [.. phase.Rules.SelectMany(rule => rule.Check(context))];
            if (refusals.Count > 0)
            {
                return refusals;
            }
        }

        return [];
    }
}
