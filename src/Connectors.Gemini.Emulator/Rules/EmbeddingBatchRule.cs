using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class EmbeddingBatchRule() : Rule(
    "embedding-batch",
    "A batch has 1 to 100 requests, each of which names the model of the path",
    EmulatorRuleEvidence.Documented)
{
    private const int MostRequests = 100;

    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        if (context is not { Route.Method: "batchEmbedContents", IsVertex: false })
        {
            yield break;
        }

        List<string> lines = [];
        var count = context.Embeds.Count();
        if (count is 0 or > MostRequests)
        {
            lines.Add(count == 0 ? "BatchEmbedContentsRequest.requests: requests is not specified" : $"BatchEmbedContentsRequest.requests: at most {MostRequests} requests can be in one batch");
        }

        foreach (var (path, request) in context.Embeds)
        {
            var model = request.Text("model");
            if (model is null || !model.StartsWith("models/", StringComparison.Ordinal))
            {
                lines.Add($"{path}.model: unexpected model name format");
            }
            else if (model != "models/" + context.Route.Model)
            {
                lines.Add($"{path}.model: model must match the model of the batch request");
            }
        }

        if (lines.Count > 0)
        {
            yield return Refuse(string.Concat(lines.Select(line => $"* {line}\n")));
        }
    }
}
