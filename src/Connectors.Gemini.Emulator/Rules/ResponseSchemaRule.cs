using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ResponseSchemaRule() : GenerateRule(
    "response-schema",
    "A response schema comes in one dialect, and with a JSON or enum media type",
    EmulatorRuleEvidence.Inferred)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var mimeType = context.Config.Text("responseMimeType");
        var hasSchema = context.Config.Field("responseSchema") is not null;
        var hasJsonSchema = context.Config.Field("responseJsonSchema") is not null || context.Config.Field("_responseJsonSchema") is not null;
        if (mimeType is not (null or "" or "text/plain" or "application/json" or "text/x.enum"))
        {
            yield return Refuse(
                "* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are `text/plain`, `application/json`, `application/xml`, `application/yaml` and `text/x.enum`.\n");
        }

        if (hasSchema && hasJsonSchema)
        {
            yield return Refuse("* GenerateContentRequest.generation_config.response_json_schema: response_schema and response_json_schema must not both be set.\n");
        }
        else if ((hasSchema || hasJsonSchema) && mimeType is not ("application/json" or "text/x.enum"))
        {
            var field = hasSchema ? "response_schema" : "response_json_schema";
            yield return Refuse($"* GenerateContentRequest.generation_config.{field}: only allowed when response_mime_type is `application/json` or `text/x.enum`.\n");
        }
    }
}
