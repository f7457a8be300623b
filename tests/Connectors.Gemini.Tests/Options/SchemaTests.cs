using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

public class SchemaTests
{
    [Fact]
    public async Task A_json_schema_goes_in_the_json_schema_dialect()
    {
        var body = await Wire.SendAsync(Asking("""{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"a":{"type":["integer","null"]}},"additionalProperties":false,"required":["a"]}"""));

        Wire.AssertEqual(
            """{"responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"a":{"type":["integer","null"]}},"additionalProperties":false,"required":["a"]}}""",
            body.GetProperty("generationConfig"));
    }

    [Fact]
    public async Task Json_without_a_schema_sends_the_media_type_alone() =>
        Wire.AssertEqual("""{"responseMimeType":"application/json"}""", (await Wire.SendAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.Json })).GetProperty("generationConfig"));

    [Fact]
    public async Task Text_is_the_default_and_sends_nothing() =>
        Wire.AssertAbsent("generationConfig", await Wire.SendAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.Text }));

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$schema":"x","const":"b"}}}""", """{"type":"object","properties":{"a":{"enum":["b"]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"boolean","const":true},"b":{"const":1}}}""", """{"type":"object","properties":{"a":{"type":"boolean","enum":[true]},"b":{"enum":[1]}}}""")]
    // Several types, and enums of numbers and booleans, are JSON Schema as it is.
    [InlineData(
        """{"type":"object","properties":{"a":{"type":["string","integer"]},"b":{"enum":[1,2.5]},"c":{"enum":[true,null]},"d":{"enum":["x",1]}}}""",
        """{"type":"object","properties":{"a":{"type":["string","integer"]},"b":{"enum":[1,2.5]},"c":{"enum":[true,null]},"d":{"enum":["x",1]}}}""")]
    // Names are the author's.
    [InlineData(
        """{"type":"object","properties":{"$ref":{"type":"string"},"definitions":{"type":"string"},"const":{"type":"integer"},"$schema":{"type":"string"},"condition":{"type":"string"},"enum":{"const":1}}}""",
        """{"type":"object","properties":{"$ref":{"type":"string"},"definitions":{"type":"string"},"const":{"type":"integer"},"$schema":{"type":"string"},"condition":{"type":"string"},"enum":{"enum":[1]}}}""")]
    // So are values.
    [InlineData("""{"type":"object","properties":{"a":{"enum":[{"const":1}],"default":{"const":1,"$ref":"x"}}}}""", """{"type":"object","properties":{"a":{"enum":[{"const":1}],"default":{"const":1,"$ref":"x"}}}}""")]
    // Pointers into the body, as .NET writes repeated types.
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","properties":{"x":{"type":"string"}}},"b":{"$ref":"#/properties/a"},"c":{"type":"array","items":{"$ref":"#/properties/a"}}}}""",
        """{"type":"object","properties":{"a":{"type":"object","properties":{"x":{"type":"string"}}},"b":{"$ref":"#/$defs/ref1"},"c":{"type":"array","items":{"$ref":"#/$defs/ref1"}}},"$defs":{"ref1":{"type":"object","properties":{"x":{"type":"string"}}}}}""")]
    // Recursive types.
    [InlineData(
        """{"type":"object","properties":{"next":{"$ref":"#"}}}""",
        """{"type":"object","properties":{"next":{"$ref":"#"}}}""")]
    [InlineData(
        """{"type":"object","properties":{"tree":{"type":"object","properties":{"left":{"$ref":"#/properties/tree"}}}}}""",
        """{"type":"object","properties":{"tree":{"type":"object","properties":{"left":{"$ref":"#/$defs/ref1"}}}},"$defs":{"ref1":{"type":"object","properties":{"left":{"$ref":"#/$defs/ref1"}}}}}""")]
    // Given definitions stay, the older keyword's move.
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"type":"string"}}}""", """{"$ref":"#/$defs/a","$defs":{"a":{"type":"string"}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"$ref":"#/definitions/Address"},"b":{"$ref":"#/definitions/$ref"}},"definitions":{"Address":{"type":"string"},"$ref":{"type":"integer"},"unused":{}}}""",
        """{"type":"object","properties":{"a":{"$ref":"#/$defs/Address"},"b":{"$ref":"#/$defs/$ref"}},"$defs":{"Address":{"type":"string"},"$ref":{"type":"integer"}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"$ref":"#/definitions/A"}},"definitions":{"A":{"type":"string"}},"$defs":{"A":{"type":"integer"},"ref1":{"type":"null"}}}""",
        """{"type":"object","properties":{"a":{"$ref":"#/$defs/ref2"}},"$defs":{"A":{"type":"integer"},"ref1":{"type":"null"},"ref2":{"type":"string"}}}""")]
    // Pointer escapes.
    [InlineData(
        """{"type":"object","properties":{"a/b~c d":{"type":"string"},"x":{"$ref":"#/properties/a~1b~0c%20d"}}}""",
        """{"type":"object","properties":{"a/b~c d":{"type":"string"},"x":{"$ref":"#/$defs/ref1"}},"$defs":{"ref1":{"type":"string"}}}""")]
    // The service takes nothing beside a reference.
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string"},"b":{"description":"same","$ref":"#/properties/a"}}}""",
        """{"type":"object","properties":{"a":{"type":"string"},"b":{"description":"same","anyOf":[{"$ref":"#/$defs/ref1"}]}},"$defs":{"ref1":{"type":"string"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#here"}},"$defs":{"x":{"$anchor":"here","type":"string"}}}""", """{"type":"object","properties":{"a":{"$ref":"#here"}},"$defs":{"x":{"$anchor":"here","type":"string"}}}""")]
    public async Task A_schema_is_brought_to_what_the_service_documents(string given, string sent) =>
        Wire.AssertEqual(sent, (await Wire.SendAsync(Asking(given))).GetProperty("generationConfig").GetProperty("responseJsonSchema"));

    [Fact]
    public async Task A_functions_schema_is_treated_alike()
    {
        var body = await Wire.SendAsync(new ChatOptions { Tools = [Declare("""{"$schema":"x","type":"object","condition":true,"properties":{"a":{"const":1},"b":{"$ref":"#/properties/a"}}}""")] });

        Wire.AssertEqual(
            """[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":"object","properties":{"a":{"enum":[1]},"b":{"$ref":"#/$defs/ref1"}},"$defs":{"ref1":{"enum":[1]}}}}]}]""",
            body.GetProperty("tools"));
    }

    [Theory]
    [InlineData("""{"$ref":"#/$defs/missing"}""", "#/$defs/missing")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/properties/b"}}}""", "#/properties/b")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"https://example.test/schema.json"}}}""", "https://example.test/schema.json")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"other.json#/x"}}}""", "other.json#/x")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#nowhere"}}}""", "#nowhere")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/properties/b"},"b":{"$ref":"#/properties/a"}}}""", "itself")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""", "itself")]
    public async Task A_reference_to_nowhere_is_refused_by_name_before_the_call(string schema, string named)
    {
        var asked = (await Wire.RefusedAsync(Asking(schema))).Message;
        Assert.Contains(named, asked, StringComparison.Ordinal);
        Assert.Contains("ChatOptions.ResponseFormat", asked, StringComparison.Ordinal);

        var declared = (await Wire.RefusedAsync(new ChatOptions { Tools = [Declare($$$"""{"type":"object","properties":{"p":{{{schema}}}}}""".Replace("#/", "#/properties/p/", StringComparison.Ordinal))] })).Message;
        Assert.Contains("function 'f'", declared, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":""", "}}", """{"type":"string"}""")]
    [InlineData("""{"type":"array","items":""", "}", """{"type":"string"}""")]
    [InlineData("""{"default":""", "}", "1")]
    public async Task A_schema_of_two_thousand_levels_is_refused_before_the_call(string open, string close, string inner)
    {
        var json = new StringBuilder().Insert(0, open, 2000).Append(inner).Insert(0, """{"type":"object","properties":{"root":""").Append(string.Concat(Enumerable.Repeat(close, 2000))).Append("}}").ToString();
        var schema = JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 10_000 });

        Assert.Contains("ChatOptions.ResponseFormat's schema is nested deeper", (await Wire.RefusedAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema) })).Message, StringComparison.Ordinal);
        Assert.Contains("function 'f' is nested deeper", (await Wire.RefusedAsync(new ChatOptions { Tools = [AIFunctionFactory.CreateDeclaration("f", "", schema)] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_of_fifty_levels_is_sent()
    {
        var json = new StringBuilder("""{"type":"string"}""");
        for (var i = 0; i < 50; i++)
        {
            json.Insert(0, """{"type":"object","properties":{"a":""").Append("}}");
        }

        var body = await Wire.SendAsync(Asking(json.ToString()));

        Wire.AssertEqual(json.ToString(), body.GetProperty("generationConfig").GetProperty("responseJsonSchema"));
    }

    [Fact]
    public async Task On_2_5_a_schema_beside_tools_becomes_an_instruction_with_a_warning()
    {
        var handler = new WireHandler();
        var options = Asking("""{"type":"object","properties":{"a":{"type":"string"}}}""");
        options.Instructions = "Be short.";
        options.Tools = [AIFunctionFactory.Create(() => 1, "f")];

        var body = await Wire.SendAsync(options, Wire.Model25, handler);

        Wire.AssertAbsent("generationConfig", body);
        var parts = body.GetProperty("systemInstruction").GetProperty("parts");
        Assert.Equal("Be short.", parts[0].GetProperty("text").GetString());
        Assert.Contains("""{"type":"object","properties":{"a":{"type":"string"}}}""", parts[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(handler.Warned("instruction"));
    }

    [Fact]
    public async Task On_generation_3_a_schema_and_tools_go_together()
    {
        var options = Asking("""{"type":"object","properties":{"a":{"type":"string"}}}""");
        options.Tools = [AIFunctionFactory.Create(() => 1, "f")];

        var body = await Wire.SendAsync(options);

        Assert.Equal("application/json", body.GetProperty("generationConfig").GetProperty("responseMimeType").GetString());
        Assert.Equal(1, body.GetProperty("tools").GetArrayLength());
    }

    [Fact]
    public async Task A_forced_call_goes_without_the_schema_which_the_service_refuses_beside_it()
    {
        var options = Asking("""{"type":"object","properties":{"a":{"type":"string"}}}""");
        options.Tools = [AIFunctionFactory.Create(() => 1, "f")];
        options.ToolMode = ChatToolMode.RequireAny;

        Wire.AssertAbsent("generationConfig", await Wire.SendAsync(options));
    }

    private static ChatOptions Asking(string schema) =>
        new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema, new JsonDocumentOptions { MaxDepth = 512 })) };

    private static AIFunctionDeclaration Declare(string schema) => AIFunctionFactory.CreateDeclaration("f", "", JsonElement.Parse(schema));
}
