using System.Text.Json;
using Connectors.Gemini.Emulator.Brain;

namespace Connectors.Gemini.Emulator.Tests.Brain;

public sealed class SchemaInstanceTests
{
    private static string Make(string schema) => SchemaInstance.Text(JsonDocument.Parse(schema).RootElement);

    [Theory]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":18}},"required":["name","age"]}""", """{"name":"name","age":18}""")]
    [InlineData("""{"type":"OBJECT","properties":{"kind":{"type":"STRING","enum":["b","a"]},"ok":{"type":"BOOLEAN"}}}""", """{"kind":"b","ok":true}""")]
    [InlineData("""{"type":"ARRAY","items":{"type":"NUMBER"},"minItems":"2"}""", "[1,1]")]
    [InlineData("""{"type":["null","string"]}""", "\"value\"")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"integer"}]}""", "1")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}]}""", """["value",1]""")]
    [InlineData("""{"type":"object","properties":{"when":{"type":"string","format":"date-time"}}}""", """{"when":"2026-01-01T00:00:00Z"}""")]
    public void An_instance_fits_its_schema(string schema, string expected) => Assert.Equal(expected, Make(schema));

    [Theory]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#"}}},"required":["name","children"]}""", """{"name":"name","children":[]}""")]
    [InlineData("""{"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","properties":{"value":{"type":"integer"},"next":{"$ref":"#/$defs/Node"}},"required":["value"]}}}""", """{"value":1}""")]
    [InlineData("""{"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}},"required":["next"]}}}""", """{"next":null}""")]
    public void A_recursive_schema_ends_at_its_first_round(string schema, string expected) => Assert.Equal(expected, Make(schema));

    [Theory]
    [InlineData("""{"$ref":"#/$defs/A","$defs":{"A":{"$ref":"#/$defs/A"}}}""")]
    [InlineData("""{"$ref":"#/nowhere"}""")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"}},"required":["next"]}""")]
    public void A_schema_that_never_ends_does_not_hang(string schema) => Assert.NotNull(Make(schema));
}
