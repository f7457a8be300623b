using System.Runtime.InteropServices;
using System.Text.Json;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class RequestSizeRule() : Rule(
    "request-size",
    "A body with its inline data is at most 100 MB, on Vertex AI 20 MB",
    EmulatorRuleEvidence.Documented)
{
    private const int MostGeminiBytes = 100 * 1024 * 1024;

    private const int MostVertexBytes = 20 * 1024 * 1024;

    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        var most = context.IsVertex ? MostVertexBytes : MostGeminiBytes;
        if (context.Body.ValueKind != JsonValueKind.Undefined && JsonMarshal.GetRawUtf8Value(context.Body).Length > most)
        {
            yield return Refuse($"Request payload size exceeds the limit: {most} bytes. Please use the files API to upload files instead of inlining them to prompt.");
        }
    }
}
