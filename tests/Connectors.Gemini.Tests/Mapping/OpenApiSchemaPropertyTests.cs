using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Mapping;
using CsCheck;

namespace Connectors.Gemini.Tests.Mapping;

public class OpenApiSchemaPropertyTests
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "type", "title", "description", "format", "nullable", "enum", "items", "minItems", "maxItems", "properties", "required", "propertyOrdering",
        "minProperties", "maxProperties", "minLength", "maxLength", "pattern", "minimum", "maximum", "anyOf", "default", "example",
    };

    private static readonly Gen<string> Leaf = Gen.OneOf(
        """{"type":"string"}""",
        """{"type":"string","format":"uri","minLength":1}""",
        """{"type":["string","null"],"format":"date-time"}""",
        """{"enum":["a","b",null]}""",
        """{"enum":["","b"]}""",
        """{"type":"integer","enum":[1,2],"exclusiveMinimum":0}""",
        """{"type":["integer","number"],"minimum":0}""",
        """{"type":["string","boolean","null"],"description":"Mixed."}""",
        """{"const":true}""",
        """{"const":null}""",
        """{"type":"number","multipleOf":0.5,"default":1.5}""",
        """{"$ref":"#/$defs/Leaf"}""",
        """{"$ref":"#/definitions/Node","description":"A node.","nullable":true}""",
        """{"type":"array","prefixItems":[{"type":"string"},{"type":"number"}]}""",
        "{}",
        "true");

    [Fact]
    public void A_translated_schema_is_one_that_the_service_takes() =>
        Gen.Select(Schema(3), Schema(1)).Sample(
            (body, leaf) =>
            {
                var definition = leaf.Contains("#/", StringComparison.Ordinal) ? "{}" : leaf;
                var root = """{"type":"object","properties":{"x":BODY,"$defs":{"type":"string"}},"$defs":{"Leaf":LEAF},"definitions":{"Node":{"type":"object","properties":{"n":{"type":"integer"}}}}}"""
                    .Replace("BODY", body, StringComparison.Ordinal).Replace("LEAF", definition, StringComparison.Ordinal);
                var schema = OpenApiSchemaMapping.Parameters(JsonElement.Parse(root), "f").Schema!.Value;

                Check(JsonNode.Parse(schema.GetRawText())!.AsObject(), root);
                Assert.Equal([], Refusals(schema, isVertex: false));
                Assert.Equal([], Refusals(schema, isVertex: true));
            },
            iter: 2_000);

    [Fact]
    public void Translating_twice_changes_nothing_more() =>
        Schema(3).Where(static schema => !schema.Contains("#/", StringComparison.Ordinal)).Sample(
            static schema =>
            {
                var once = OpenApiSchemaMapping.Translate(JsonElement.Parse(schema), "The schema").Schema!.Value;
                var twice = OpenApiSchemaMapping.Translate(once, "The schema");

                Assert.Equal(once.GetRawText(), Sorted(twice.Schema!.Value, once));
                Assert.Empty(twice.Dropped);
            },
            iter: 500);

    private static Gen<string> Schema(int depth)
    {
        if (depth == 0)
        {
            return Leaf;
        }

        var inner = Schema(depth - 1);
        var properties = Gen.Select(Gen.Shuffle(new[] { "a", "definitions", "$ref", "type", "b c" }), inner.Array[0, 4], static (names, schemas) =>
            string.Join(',', schemas.Select((schema, i) => $"\"{names[i]}\":{schema}")));
        return Gen.OneOf<string>(
            Leaf,
            properties.Select(static p => """{"type":"object","additionalProperties":false,"required":["a","missing"],"properties":{PROPS}}""".Replace("PROPS", p, StringComparison.Ordinal)),
            properties.Select(static p => """{"type":["object","null"],"title":"T","patternProperties":{"^x":{}},"properties":{PROPS}}""".Replace("PROPS", p, StringComparison.Ordinal)),
            properties.Select(static p => """{"allOf":[{"type":"object"},{"properties":{PROPS}},{"required":["a"]}]}""".Replace("PROPS", p, StringComparison.Ordinal)),
            inner.Select(static s => $$"""{"type":"object","additionalProperties":{{s}} }"""),
            inner.Select(static s => $$"""{"type":"array","uniqueItems":true,"items":{{s}} }"""),
            inner.Array[1, 3].Select(static s => $$"""{"anyOf":[{{string.Join(',', s)}}],"description":"One."}"""),
            inner.Array[1, 3].Select(static s => $$"""{"oneOf":[{{string.Join(',', s)}},false,{"type":"null"}]}"""));
    }

    private static void Check(JsonObject schema, string root)
    {
        foreach (var (keyword, _) in schema)
        {
            Assert.True(Keywords.Contains(keyword), $"{keyword} in {schema.ToJsonString()} of {root}");
        }

        var type = schema["type"]?.GetValue<string>();
        Assert.True(type is not null ^ schema.ContainsKey("anyOf"), $"{schema.ToJsonString()} of {root}");
        Assert.True(type is "STRING" || !schema.ContainsKey("enum"), schema.ToJsonString());
        Assert.True(type is "ARRAY" == schema.ContainsKey("items"), schema.ToJsonString());
        var children = (schema["properties"] as JsonObject ?? []).Select(static property => property.Value)
            .Concat(schema["anyOf"] as JsonArray ?? [])
            .Append(schema["items"])
            .OfType<JsonObject>();
        foreach (var child in children)
        {
            Check(child, root);
        }
    }

    private static IEnumerable<string> Refusals(JsonElement schema, bool isVertex)
    {
        var body = $$$"""{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"f","parameters":{{{schema}}}}]}],"generationConfig":{"responseMimeType":"application/json","responseSchema":{{{schema}}}}}""";
        return EmulatorRules.Check(new EmulatorRequest
        {
            Method = "POST",
            PathAndQuery = isVertex ? "/v1beta1/projects/p/locations/l/publishers/google/models/gemini-3.8-flash:generateContent" : "/v1beta/models/gemini-3.8-flash:generateContent",
            IsVertex = isVertex,
            Body = JsonElement.Parse(body),
        }).Select(static refusal => refusal.Message);
    }

    /// <summary>The text of <paramref name="original"/> where the other is the same but for the order of its keywords; else the other's own.</summary>
    private static string Sorted(JsonElement schema, JsonElement original) =>
        JsonElement.DeepEquals(schema, original) ? original.GetRawText() : schema.GetRawText();
}
