using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>A rule about how the body fits the service's messages. All misfits of a kind are answered at once, one line each.</summary>
internal abstract class ShapeRule(string id, string description, EmulatorRuleEvidence evidence, ShapeProblemKind kind) : Rule(id, description, evidence)
{
    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        List<ShapeProblem> problems = [.. context.ShapeProblems.Where(problem => problem.Kind == kind)];
        if (problems.Count > 0)
        {
            yield return Refuse(
                string.Join('\n', problems.Select(problem => problem.Message)),
                [ErrorDetails.BadRequest(problems.Select(problem => (problem.Path, problem.Message)))]);
        }
    }
}
