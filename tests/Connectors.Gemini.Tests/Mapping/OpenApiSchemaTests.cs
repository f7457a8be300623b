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
    [InlineData("#/$defs/Missing", "does not hold")]
    [InlineData("https://example.com/schema.json#/x", "outside itself")]
    [InlineData("other.json", "outside itself")]
    [InlineData("#anchor", "a name instead of a pointer")]
    public void A_reference_that_leads_nowhere_is_an_error_that_names_it(string reference, string says)
    {
        var error = Assert.Throws<ArgumentException>(() => Translate("""{"type":"object","properties":{"x":{"$ref":"REF"}}}""".Replace("REF", reference, StringComparison.Ordinal)));

        Assert.Contains(reference, error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("""[{"type":"integer"},{"type":"number"}]""", """{"type":"INTEGER"}""")]
    [InlineData("""[{"type":"number"},{"type":"integer"}]""", """{"type":"INTEGER"}""")]
    [InlineData("""[{"type":["string","null"]},{"type":["string","null"]}]""", """{"type":"STRING","nullable":true}""")]
    [InlineData("""[{"type":["string","null"]},{"description":"Says nothing of types."}]""", """{"type":"STRING","nullable":true,"description":"Says nothing of types."}""")]
    [InlineData("""[{"description":"Says nothing of types."},{"type":["string","null"]}]""", """{"type":"STRING","nullable":true,"description":"Says nothing of types."}""")]
    [InlineData("""[{"type":["string","null"]},{"type":"string"}]""", """{"type":"STRING"}""")]
    [InlineData("""[{"type":"string"},{"type":["string","null"]}]""", """{"type":"STRING"}""")]
    [InlineData("""[{"type":["string","null"]},{"enum":["a"]}]""", """{"type":"STRING","enum":["a"]}""")]
    [InlineData("""[{"enum":["a"]},{"type":["string","null"]}]""", """{"type":"STRING","enum":["a"]}""")]
    [InlineData("""[{"enum":["a","b","c"]},{"enum":["c","x","a"]}]""", """{"type":"STRING","enum":["a","c"]}""")]
    [InlineData("""[{"minimum":1,"maximum":9},{"minimum":3,"maximum":7},{"minimum":2,"maximum":8}]""", """{"type":"NUMBER","minimum":3,"maximum":7}""")]
    [InlineData("""[{"type":"string","minLength":1,"maxLength":9},{"minLength":3,"maxLength":7},{"minLength":2,"maxLength":8}]""", """{"type":"STRING","minLength":3,"maxLength":7}""")]
    [InlineData("""[{"type":"array","minItems":1,"maxItems":9,"items":{"type":"string"}},{"minItems":3,"maxItems":7,"items":{"minLength":2}}]""", """{"type":"ARRAY","minItems":3,"maxItems":7,"items":{"type":"STRING","minLength":2}}""")]
    [InlineData("""[{"type":"object","properties":{"a":{"type":"string"}},"minProperties":1,"maxProperties":9,"required":["a"]},{"minProperties":2,"maxProperties":3,"required":["a"]}]""", """{"type":"OBJECT","properties":{"a":{"type":"STRING"}},"minProperties":2,"maxProperties":3,"required":["a"]}""")]
    [InlineData("""[{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"propertyOrdering":["b"]},{"propertyOrdering":["b","a"]}]""", """{"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}},"propertyOrdering":["b","a"]}""")]
    [InlineData("""[{"title":"T","description":"First.","type":"string","pattern":"^a"},{"title":"U","description":"Second.","pattern":"^a"}]""", """{"title":"T","description":"First.","type":"STRING","pattern":"^a"}""")]
    [InlineData("""[{"anyOf":[{"type":"string"},{"type":"integer"}]},{"anyOf":[{"type":"integer"},{"type":"boolean"}]}]""", """{"type":"INTEGER"}""")]
    [InlineData("""[{"anyOf":[{"type":"number"},{"type":"string"},{"type":"integer"}]},{"anyOf":[{"type":"integer"},{"type":"string"}]}]""", """{"anyOf":[{"type":"INTEGER"},{"type":"STRING"}]}""")]
    public void Of_schemas_that_all_hold_what_fits_all_of_them_is_left(string members, string expected) => Check($$"""{"allOf":{{members}}}""", expected);

    [Fact]
    public void Of_two_patterns_the_first_stays_and_the_other_is_reported() => Check(
        """{"type":"object","properties":{"x":{"allOf":[{"type":"string","pattern":"^a","format":"date-time"},{"pattern":"b$","format":"date-time"}]}}}""",
        """{"type":"OBJECT","properties":{"x":{"type":"STRING","pattern":"^a","format":"date-time"}}}""",
        "pattern at $.properties.x");

    [Theory]
    [InlineData("""{"allOf":[{"enum":["a"]},{"enum":["b"]}]}""", "$")]
    [InlineData("""{"allOf":[{"type":"number"},{"type":"boolean"}]}""", "$")]
    [InlineData("""{"allOf":[{"type":"integer"},{"type":"string"}]}""", "$")]
    [InlineData("""{"type":"object","properties":{"x":{"allOf":[{"items":{"type":"string"}},{"items":{"type":"integer"}}]}}}""", "$.properties.x")]
    [InlineData("""{"allOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"a":{"type":"object"}}}]}""", "$")]
    [InlineData("""{"allOf":[{"anyOf":[{"type":"string"},{"type":"boolean"}]},{"anyOf":[{"type":"integer"},{"type":"object"}]}]}""", "$")]
    public void What_no_value_fits_is_an_error_with_the_path(string schema, string path)
    {
        var error = Assert.Throws<ArgumentException>(() => Translate(schema));

        Assert.Contains("contradicts", error.Message, StringComparison.Ordinal);
        Assert.Contains($" at {path}:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(11, 10, false)]
    public void Alternatives_that_multiply_are_an_error_above_a_hundred(int first, int second, bool fits)
    {
        static string Lists(string keyword, int count) => string.Join(',', Enumerable.Range(1, count).Select(i => $$"""{"type":"string","{{keyword}}":{{i}}}"""));
        var schema = $$"""{"allOf":[{"anyOf":[{{Lists("minLength", first)}}]},{"anyOf":[{{Lists("maxLength", second)}}]}]}""";

        if (fits)
        {
            Assert.Equal(100, Translate(schema).Schema!.Value.GetProperty("anyOf").GetArrayLength());
        }
        else
        {
            Assert.Contains("too many alternatives at $", Assert.Throws<ArgumentException>(() => Translate(schema)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"not":{}}""")]
    [InlineData("""{"not":true}""")]
    [InlineData("false")]
    [InlineData("""{"anyOf":[false,{"not":{}}]}""")]
    [InlineData("""{"allOf":[{"type":"string"},false]}""")]
    [InlineData("""{"$ref":"#/$defs/N","$defs":{"N":false}}""")]
    public void A_schema_that_allows_nothing_is_an_error(string schema) =>
        Assert.Contains("no value at all", Assert.Throws<ArgumentException>(() => Translate(schema)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"string","not":{"const":"a"}}""", """{"type":"STRING"}""", "not at $")]
    [InlineData("""{"type":"string","not":false}""", """{"type":"STRING"}""", "not at $")]
    [InlineData("""{"type":"string","title":1,"description":null,"pattern":["a"]}""", """{"type":"STRING"}""", "title at $", "description at $", "pattern at $")]
    [InlineData("""{"type":"string","default":null,"$comment":"c","$anchor":"a","condition":"c"}""", """{"type":"STRING"}""")]
    [InlineData("""{"type":"array","items":{"type":"string","condition":"c"}}""", """{"type":"ARRAY","items":{"type":"STRING"}}""", "condition at $.items")]
    [InlineData("""{"type":"string","default":"a","example":"b"}""", """{"type":"STRING","default":"a","example":"b"}""")]
    [InlineData("""{"type":"string","minLength":"3","maxLength":7.0}""", """{"type":"STRING","minLength":3,"maxLength":7}""")]
    [InlineData("""{"type":"string","minLength":2.5,"maxLength":"many"}""", """{"type":"STRING"}""", "minLength at $", "maxLength at $")]
    [InlineData("""{"type":"string","maxLength":1e15}""", """{"type":"STRING"}""", "maxLength at $")]
    [InlineData("""{"type":"string","maxLength":1e14}""", """{"type":"STRING","maxLength":100000000000000}""")]
    [InlineData("""{"type":"string","maxLength":true}""", """{"type":"STRING"}""", "maxLength at $")]
    [InlineData("""{"type":"number","minimum":"1"}""", """{"type":"NUMBER"}""", "minimum at $")]
    [InlineData("""{"type":"string","enum":"a"}""", """{"type":"STRING"}""", "enum at $")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a",1]}""", """{"type":"OBJECT","properties":{"a":{"type":"STRING"}},"required":["a"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"unevaluatedProperties":false,"additionalProperties":true}""", """{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}""", "additionalProperties at $")]
    [InlineData("""{"type":"string","anyOf":{"type":"string"},"allOf":1,"$ref":2}""", """{"type":"STRING"}""", "anyOf at $", "allOf at $", "$ref at $")]
    public void A_keyword_that_is_not_as_it_should_be_is_reported_and_the_rest_is_read(string schema, string expected, params string[] dropped) => Check(schema, expected, dropped);

    [Theory]
    [InlineData("""{"type":["string","string"]}""", """{"type":"STRING"}""")]
    [InlineData("""{"type":"string","nullable":false}""", """{"type":"STRING"}""")]
    [InlineData("""{"type":["null"]}""", """{"type":"NULL"}""")]
    [InlineData("""{"type":["null","string"],"enum":[null]}""", """{"type":"NULL"}""")]
    [InlineData("""{"anyOf":[{"type":"null"},{"const":null}]}""", """{"type":"NULL"}""")]
    [InlineData("""{"type":"string","anyOf":[]}""", """{"type":"STRING"}""")]
    [InlineData("""{"type":"string","anyOf":[{"minLength":2},{}]}""", """{"type":"STRING"}""")]
    [InlineData("""{"anyOf":[{"type":"string","description":"A."},{"type":"null","description":"None."}]}""", """{"anyOf":[{"type":"STRING","description":"A."},{"type":"NULL","description":"None."}]}""")]
    public void Types_and_alternatives_that_say_one_thing_are_that(string schema, string expected) => Check(schema, expected);

    [Theory]
    [InlineData("""{"type":"object","properties":{"x":{"type":"text"}}}""", "$.properties.x", "\"text\"")]
    [InlineData("""{"type":"object","properties":{"x":{"type":["string","any"]}}}""", "$.properties.x", "\"any\"")]
    [InlineData("""{"type":"array","items":{"type":7}}""", "$.items", "7")]
    [InlineData("""{"allOf":[{},{"type":"object","properties":{"x":5}}]}""", "$.allOf[1].properties.x", "5")]
    [InlineData("""{"anyOf":[{},"a"]}""", "$.anyOf[1]", "\"a\"")]
    [InlineData("""{"prefixItems":[{},null]}""", "$.prefixItems[1]", "null")]
    public void What_is_no_schema_is_an_error_that_shows_it_with_its_path(string schema, string path, string shown)
    {
        var error = Assert.Throws<ArgumentException>(() => Translate(schema));

        Assert.Contains($" at {path} ", error.Message, StringComparison.Ordinal);
        Assert.Contains(shown, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"},"prefixItems":[{"type":"number"}]}""", """{"type":"ARRAY","items":{"anyOf":[{"type":"STRING"},{"type":"NUMBER"}]}}""", "prefixItems at $")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"}],"items":{"type":"string"}}""", """{"type":"ARRAY","items":{"anyOf":[{"type":"NUMBER"},{"type":"STRING"}]}}""")]
    [InlineData("""{"type":"array","items":{"type":"number"},"prefixItems":[{"type":"number"},{"type":"number"}]}""", """{"type":"ARRAY","items":{"type":"NUMBER"}}""")]
    [InlineData("""{"type":"array","prefixItems":[false]}""", """{"type":"ARRAY","items":{"type":"STRING"}}""")]
    public void The_rest_of_a_tuple_is_among_its_types_wherever_it_stands(string schema, string expected, params string[] dropped) => Check(schema, expected, dropped);

    [Theory]
    [InlineData("""{"type":"string"}""", true)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", false)]
    public void A_schema_of_more_than_64_levels_is_an_error(string innermost, bool fits)
    {
        // Each definition has a list of the one before: with the reference to it, two levels.
        var definitions = string.Join(',', Enumerable.Range(1, 31).Select(static i => $$$"""  "d{{{i}}}":{"type":"array","items":{"$ref":"#/$defs/d{{{i - 1}}}"}}"""));
        var schema = $$$"""{"$ref":"#/$defs/d31","$defs":{"d0":{{{innermost}}},{{{definitions}}} } }""";

        if (fits)
        {
            Assert.Contains("STRING", Translate(schema).Schema!.Value.GetRawText(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("more than 64 levels", Assert.Throws<ArgumentException>(() => Translate(schema)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"$ref":"#/allOf/1","allOf":[{"type":"string"},{"type":"string"}]}""")]
    [InlineData("""{"$ref":"#/$defs/A/anyOf/0","$defs":{"A":{"anyOf":[{"type":"string"},{"type":"integer"}]}}}""")]
    public void A_reference_into_a_list_is_inlined(string schema) => Check(schema, """{"type":"STRING"}""");

    [Theory]
    [InlineData("#/$defs/A/anyOf/1")]
    [InlineData("#/$defs/A/anyOf/-1")]
    [InlineData("#/$defs/A/anyOf/x")]
    [InlineData("#/$defs/A/title/x")]
    public void A_reference_past_the_end_of_a_list_or_into_a_text_is_an_error(string reference)
    {
        var error = Assert.Throws<ArgumentException>(() => Translate("""{"$ref":"REF","$defs":{"A":{"title":"t","anyOf":[{"type":"string"}]}}}""".Replace("REF", reference, StringComparison.Ordinal)));
        Assert.Contains($"'{reference}', which it does not hold", error.Message, StringComparison.Ordinal);
    }

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

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Schemas_are_counted_once_their_references_are_inlined(int references, bool fits)
    {
        var wide = string.Join(',', Enumerable.Range(0, 4000).Select(static i => $$"""  "p{{i}}":{"type":"string"}"""));
        var uses = string.Join(',', Enumerable.Range(0, references).Select(static i => $$"""  "r{{i}}":{"$ref":"#/$defs/W"}"""));
        var schema = $$$"""{"type":"object","properties":{{{{uses}}} },"$defs":{"W":{"type":"object","properties":{{{{wide}}} } } } }""";

        if (fits)
        {
            Assert.Equal(2, Translate(schema).Schema!.Value.GetProperty("properties").EnumerateObject().Count());
        }
        else
        {
            Assert.Contains("more than 10000 schemas", Assert.Throws<ArgumentException>(() => Translate(schema)).Message, StringComparison.Ordinal);
        }
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
