using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Mapping;

namespace Connectors.Gemini.Tests.Mapping;

public class OpenApiSchemaTests
{
    [Fact]
    public void Types_are_written_in_upper_case_and_schema_marks_left_out() => Check(
        """{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"x","type":"object","additionalProperties":false,"properties":{"n":{"type":"integer","minimum":0},"s":{"type":"string","minLength":1,"pattern":"^a"}},"required":["n"]}""",
        """{"type":"OBJECT","properties":{"n":{"type":"INTEGER","minimum":0},"s":{"type":"STRING","minLength":1,"pattern":"^a"}},"required":["n"],"propertyOrdering":["n","s"]}""");

    [Theory]
    [InlineData("""{"$ref":"#/$defs/A","$defs":{"A":{"type":"string"}}}""")]
    [InlineData("""{"$ref":"#/definitions/A","definitions":{"A":{"type":"string"}}}""")]
    [InlineData("""{"$ref":"#/$defs/a~1b~0c%20d","$defs":{"a/b~c d":{"type":"string"}}}""")]
    [InlineData("""{"$ref":"#/$defs/A","$defs":{"A":{"$ref":"#/$defs/B"},"B":{"type":"string"}}}""")]
    [InlineData("""{"$ref":"#/$defs/G/properties/x","$defs":{"G":{"type":"object","properties":{"x":{"type":"string"}}}}}""")]
    public void References_are_inlined_in_every_spelling(string schema) => Check(schema, """{"type":"STRING"}""");

    [Fact]
    public void A_reference_is_inlined_at_each_place_with_what_stands_beside_it() => Check(
        """{"type":"object","properties":{"a":{"$ref":"#/$defs/P","description":"From."},"b":{"$ref":"#/properties/a"}},"$defs":{"P":{"type":"object","description":"A place.","properties":{"city":{"type":"string"}}}}}""",
        """{"type":"OBJECT","properties":{"a":{"type":"OBJECT","description":"From.","properties":{"city":{"type":"STRING"}}},"b":{"type":"OBJECT","description":"From.","properties":{"city":{"type":"STRING"}}}},"propertyOrdering":["a","b"]}""");

    [Theory]
    [InlineData("#/$defs/Missing")]
    [InlineData("https://example.com/schema.json#/x")]
    [InlineData("other.json")]
    [InlineData("#anchor")]
    public void A_reference_that_leads_nowhere_is_an_error_that_names_it(string reference)
    {
        var error = Assert.Throws<ArgumentException>(() => Translate("""{"type":"object","properties":{"x":{"$ref":"REF"}}}""".Replace("REF", reference, StringComparison.Ordinal)));

        Assert.Contains(reference, error.Message, StringComparison.Ordinal);
        Assert.Contains("$.properties.x", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#"}}}}""", "$.properties.children.items")]
    [InlineData("""{"$ref":"#/$defs/N","$defs":{"N":{"type":"object","properties":{"next":{"$ref":"#/$defs/N"}}}}}""", "$.properties.next")]
    [InlineData("""{"$ref":"#/$defs/A","$defs":{"A":{"$ref":"#/$defs/B"},"B":{"$ref":"#/$defs/A"}}}""", "$")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"$ref":"#/properties/a"}}}}}""", "$.properties.a.properties.b.properties.b")]
    public void A_recursive_schema_is_an_error_with_the_path(string schema, string path)
    {
        var error = Assert.Throws<ArgumentException>(() => Translate(schema));

        Assert.Contains("recursive", error.Message, StringComparison.Ordinal);
        Assert.Contains($" at {path} ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"const":"a"}""", """{"type":"STRING","enum":["a"]}""")]
    [InlineData("""{"const":true}""", """{"type":"BOOLEAN","description":"One of: true."}""")]
    [InlineData("""{"const":1}""", """{"type":"INTEGER","description":"One of: 1."}""")]
    [InlineData("""{"const":1.5}""", """{"type":"NUMBER","description":"One of: 1.5."}""")]
    [InlineData("""{"const":null}""", """{"type":"NULL"}""")]
    public void A_constant_becomes_an_enum_of_one_value_of_its_type(string schema, string expected) => Check(schema, expected);

    [Theory]
    [InlineData("""{"type":["string","null"]}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""")]
    [InlineData("""{"oneOf":[{"type":"null"},{"type":"string"}]}""")]
    [InlineData("""{"type":"string","nullable":true}""")]
    public void Null_in_every_spelling_becomes_nullable(string schema) => Check(schema, """{"type":"STRING","nullable":true}""");

    [Theory]
    [InlineData("""{"enum":["a","b",null]}""")]
    [InlineData("""{"type":["string","null"],"enum":["a","b",null]}""")]
    [InlineData("""{"anyOf":[{"enum":["a","b"]},{"const":null}]}""")]
    public void An_enum_with_null_is_nullable(string schema) => Check(schema, """{"type":"STRING","nullable":true,"enum":["a","b"]}""");

    [Fact]
    public void Several_types_become_anyOf_and_each_takes_what_is_its_own() => Check(
        """{"type":["string","integer","null"],"description":"Id.","minLength":2,"minimum":1}""",
        """{"description":"Id.","nullable":true,"anyOf":[{"type":"STRING","minLength":2},{"type":"INTEGER","minimum":1}]}""");

    [Theory]
    [InlineData("""{"type":"integer","enum":[1,2,3]}""", """{"type":"INTEGER","description":"One of: 1, 2, 3."}""")]
    [InlineData("""{"enum":[1,2.5],"description":"Size."}""", """{"type":"NUMBER","description":"Size. One of: 1, 2.5."}""")]
    [InlineData("""{"enum":[true,false]}""", """{"type":"BOOLEAN"}""")]
    [InlineData("""{"type":"INTEGER","enum":["101","201"]}""", """{"type":"INTEGER","description":"One of: 101, 201."}""")]
    public void Enums_of_other_types_keep_the_type_and_name_their_values(string schema, string expected) => Check(schema, expected);

    [Theory]
    [InlineData("""{"type":"object","properties":{"x":{"enum":["a",1]}}}""")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"string","enum":[1,2]}}}""")]
    [InlineData("""{"type":"object","properties":{"x":{"enum":[true,1]}}}""")]
    public void An_enum_of_mixed_types_is_an_error_with_the_path(string schema) =>
        Assert.Contains("$.properties.x", Assert.Throws<ArgumentException>(() => Translate(schema)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_enum_for_several_declared_types_is_split_by_type() => Check(
        """{"type":["string","integer"],"enum":["auto",1]}""",
        """{"anyOf":[{"type":"STRING","enum":["auto"]},{"type":"INTEGER","description":"One of: 1."}]}""");

    [Theory]
    [InlineData("""{"type":"array"}""", """{"type":"ARRAY","items":{"type":"STRING"}}""")]
    [InlineData("""{"type":"array","items":{}}""", """{"type":"ARRAY","items":{"type":"STRING"}}""")]
    [InlineData("""{"type":"array","items":true}""", """{"type":"ARRAY","items":{"type":"STRING"}}""")]
    [InlineData("""{"type":"array","items":{"type":"array","items":{"type":"array"}}}""", """{"type":"ARRAY","items":{"type":"ARRAY","items":{"type":"ARRAY","items":{"type":"STRING"}}}}""")]
    public void An_array_without_items_gets_some(string schema, string expected) => Check(schema, expected);

    [Fact]
    public void The_order_of_the_properties_is_told_and_a_given_one_completed() => Check(
        """{"type":"object","properties":{"z":{"type":"string"},"a":{"type":"string"},"m":{"type":"string"}},"propertyOrdering":["m"]}""",
        """{"type":"OBJECT","properties":{"z":{"type":"STRING"},"a":{"type":"STRING"},"m":{"type":"STRING"}},"propertyOrdering":["m","z","a"]}""");

    [Fact]
    public void Properties_that_are_named_like_keywords_are_properties() => Check(
        """{"type":"object","properties":{"definitions":{"type":"string"},"$ref":{"type":"string"},"const":{"type":"string"},"additionalProperties":{"type":"string"}},"required":["$ref"]}""",
        """{"type":"OBJECT","properties":{"definitions":{"type":"STRING"},"$ref":{"type":"STRING"},"const":{"type":"STRING"},"additionalProperties":{"type":"STRING"}},"required":["$ref"],"propertyOrdering":["definitions","$ref","const","additionalProperties"]}""");

    [Theory]
    [InlineData("""{"type":"string","format":"date-time"}""", """{"type":"STRING","format":"date-time"}""")]
    [InlineData("""{"type":"integer","format":"int64"}""", """{"type":"INTEGER","format":"int64"}""")]
    [InlineData("""{"type":"string","format":"uri"}""", """{"type":"STRING","description":"Format: uri."}""")]
    [InlineData("""{"type":"string","format":"uuid","description":"Id."}""", """{"type":"STRING","description":"Id. Format: uuid."}""")]
    [InlineData("""{"type":"integer","format":"uint8"}""", """{"type":"INTEGER","description":"Format: uint8."}""")]
    public void Formats_that_the_service_refuses_are_told_in_the_description(string schema, string expected) => Check(schema, expected);

    [Theory]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}],"minItems":2,"maxItems":2}""", """{"type":"ARRAY","minItems":2,"maxItems":2,"items":{"type":"NUMBER"}}""")]
    [InlineData("""{"type":"array","items":[{"type":"number"},{"type":"number"}]}""", """{"type":"ARRAY","items":{"type":"NUMBER"}}""")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"}],"items":{"type":"number"}}""", """{"type":"ARRAY","items":{"type":"NUMBER"}}""")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"}],"items":false}""", """{"type":"ARRAY","items":{"type":"NUMBER"}}""")]
    public void A_tuple_of_one_type_narrows_to_an_array(string schema, string expected) => Check(schema, expected);

    [Fact]
    public void A_tuple_of_several_types_loses_its_positions_and_says_so() => Check(
        """{"type":"array","prefixItems":[{"type":"string"},{"type":"number"}]}""",
        """{"type":"ARRAY","items":{"anyOf":[{"type":"STRING"},{"type":"NUMBER"}]}}""",
        "prefixItems at $");

    [Theory]
    [InlineData("""{"anyOf":[false,{"type":"string"}]}""")]
    [InlineData("""{"anyOf":[{"not":{}},{"type":"string"}]}""")]
    [InlineData("""{"type":"string","anyOf":[{"type":"integer"},{"minLength":0}],"minLength":0}""", """{"type":"STRING","minLength":0}""")]
    public void Alternatives_that_no_value_fits_are_left_out(string schema, string expected = """{"type":"STRING"}""") => Check(schema, expected);

    [Fact]
    public void What_stands_beside_alternatives_goes_into_each() => Check(
        """{"type":"object","description":"By name or id.","properties":{"name":{"type":"string"},"id":{"type":"integer"}},"anyOf":[{"required":["name"]},{"required":["id"]}]}""",
        """
        {"description":"By name or id.","anyOf":[
          {"type":"OBJECT","properties":{"name":{"type":"STRING"},"id":{"type":"INTEGER"}},"required":["name"],"propertyOrdering":["name","id"]},
          {"type":"OBJECT","properties":{"name":{"type":"STRING"},"id":{"type":"INTEGER"}},"required":["id"],"propertyOrdering":["name","id"]}]}
        """);

    [Fact]
    public void AllOf_is_flattened() => Check(
        """{"allOf":[{"type":"object","properties":{"a":{"type":"number","minimum":1}},"required":["a"]},{"properties":{"a":{"type":"integer","minimum":3},"b":{"type":"string"}},"required":["b"]}],"description":"Both."}""",
        """{"description":"Both.","type":"OBJECT","properties":{"a":{"type":"INTEGER","minimum":3},"b":{"type":"STRING"}},"required":["a","b"],"propertyOrdering":["a","b"]}""");

    [Fact]
    public void What_contradicts_itself_is_an_error() =>
        Assert.Contains("contradicts", Assert.Throws<ArgumentException>(() => Translate("""{"allOf":[{"type":"string"},{"type":"object"}]}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Dictionaries_and_other_keywords_without_counterpart_are_dropped_and_reported() => Check(
        """{"type":"object","properties":{"tags":{"type":"object","additionalProperties":{"type":"string"}},"n":{"type":"number","exclusiveMinimum":0,"multipleOf":2},"l":{"type":"array","items":{"type":"string"},"uniqueItems":true}}}""",
        """{"type":"OBJECT","properties":{"tags":{"type":"OBJECT"},"n":{"type":"NUMBER"},"l":{"type":"ARRAY","items":{"type":"STRING"}}},"propertyOrdering":["tags","n","l"]}""",
        "additionalProperties at $.properties.tags",
        "exclusiveMinimum at $.properties.n",
        "multipleOf at $.properties.n",
        "uniqueItems at $.properties.l");

    [Fact]
    public void A_schema_without_type_gets_the_one_that_its_keywords_speak_of() => Check(
        """{"properties":{"o":{"properties":{"x":{"minLength":1}}},"any":{"description":"Whatever."},"yes":true,"no":false}}""",
        """
        {"type":"OBJECT","properties":{"o":{"type":"OBJECT","properties":{"x":{"type":"STRING","minLength":1}}},
          "any":{"description":"Whatever.","anyOf":[{"type":"STRING"},{"type":"NUMBER"},{"type":"BOOLEAN"}]},
          "yes":{"anyOf":[{"type":"STRING"},{"type":"NUMBER"},{"type":"BOOLEAN"}]}},"propertyOrdering":["o","any","yes"]}
        """);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""")]
    [InlineData("""{"title":"f","description":"None.","type":"object","properties":{}}""")]
    public void Parameters_that_are_none_have_no_schema(string schema) =>
        Assert.Null(OpenApiSchemaMapping.Parameters(JsonElement.Parse(schema), "f").Schema);

    [Fact]
    public void References_that_multiply_are_an_error_instead_of_a_flood()
    {
        var definitions = new JsonObject { ["d0"] = new JsonObject { ["type"] = "string" } };
        for (var i = 1; i < 40; i++)
        {
            var half = $$"""{"$ref":"#/$defs/d{{i - 1}}"}""";
            definitions[$"d{i}"] = JsonNode.Parse($$"""{"type":"object","properties":{"a":{{half}},"b":{{half}} } }""");
        }

        var schema = new JsonObject { ["$ref"] = "#/$defs/d39", ["$defs"] = definitions };
        Assert.Contains("too large", Assert.Throws<ArgumentException>(() => Translate(schema.ToJsonString())).Message, StringComparison.Ordinal);
    }

    private static OpenApiSchema Translate(string schema) => OpenApiSchemaMapping.Translate(JsonElement.Parse(schema), "The schema");

    private static void Check(string schema, string expected, params string[] dropped)
    {
        var result = Translate(schema);

        var actual = JsonNode.Parse(result.Schema!.Value.GetRawText());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual!.ToJsonString());
        Assert.Equal(dropped, result.Dropped.Select(static keyword => keyword.ToString()));
    }
}
