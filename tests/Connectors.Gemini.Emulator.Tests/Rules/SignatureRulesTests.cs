using System.Text;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Signatures;
using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class SignatureRulesTests
{
    private const string Model = "gemini-3.8-flash";
    private const string Corrupted = "Corrupted thought signature.";

    [Fact]
    public void A_call_of_the_current_turn_without_signature_is_refused_with_its_name_and_position() => Refuses(
        OnContents(Conversation(null), Model),
        "thought-signature",
        "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:weather` , position 2. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.");

    [Fact]
    public void Vertex_has_its_own_words_for_it() => Refuses(
        OnContents(Conversation(null), "gemini-3-flash-preview", isVertex: true),
        "thought-signature",
        "Unable to submit request because function call `default_api:weather` in the 2. content block is missing a `thought_signature`. Learn more: https://docs.cloud.google.com/vertex-ai/generative-ai/docs/thought-signatures");

    [Theory]
    [InlineData("gemini-2.5-flash")]
    [InlineData("gemini-2.0-flash")]
    public void Older_models_do_not_ask_for_it(string model) => Accepts(OnContents(Conversation(null), model));

    [Fact]
    public void Earlier_turns_are_not_validated() => Accepts(OnContents(
        $$"""{{Conversation(null)}},{"role":"model","parts":[{"text":"4 °C"}]},{{User}}""", Model));

    [Fact]
    public void Each_step_of_the_turn_is_validated()
    {
        var refusals = OnContents($"{Conversation(Signature)},{Call("forecast", null)},{Result("forecast")}", Model);
        Assert.Contains("`default_api:forecast` , position 4.", refusals[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_first_of_parallel_calls_needs_it()
    {
        const string First = $$$"""{"functionCall":{"name":"f"},"thoughtSignature":"{{{Signature}}}"}""";
        const string Second = """{"functionCall":{"name":"g"}}""";
        const string Results = """{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}},{"functionResponse":{"name":"g","response":{}}}]}""";
        Accepts(OnContents($$"""{{User}},{"role":"model","parts":[{{First}},{{Second}}]},{{Results}}""", Model));
        Assert.Equal("thought-signature", OnContents($$"""{{User}},{"role":"model","parts":[{{Second}},{{First}}]},{{Results}}""", Model)[0].RuleId);
    }

    [Theory]
    [InlineData("skip_thought_signature_validator", false, true)]
    [InlineData("skip_thought_signature_validator", true, true)]
    [InlineData("context_engineering_is_the_way_to_go", false, true)]
    [InlineData("context_engineering_is_the_way_to_go", true, false)]
    public void The_documented_words_pass_plain_and_as_base64_of_their_characters(string word, bool isVertex, bool passes)
    {
        foreach (var form in new[] { word, Convert.ToBase64String(Encoding.ASCII.GetBytes(word)) })
        {
            var refusals = OnContents(Conversation(form), "gemini-3-flash-preview", isVertex);
            if (passes)
            {
                Accepts(refusals);
            }
            else
            {
                Refuses(refusals, "corrupted-signature", Corrupted);
            }
        }
    }

    [Fact]
    public void What_looks_like_the_services_own_passes_and_garbage_does_not()
    {
        Accepts(OnContents(Conversation(Convert.ToBase64String(new byte[90])), Model));
        Refuses(OnContents(Conversation(Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToBase64String(new byte[90])))), Model), "corrupted-signature", Corrupted);
        Accepts(OnContents(Conversation(Convert.ToBase64String(Enumerable.Repeat((byte)0xFB, 90).ToArray()).Replace('+', '-').Replace('/', '_')), Model));
        Refuses(OnContents(Conversation("c2lnbmF0dXJl"), Model), "corrupted-signature", Corrupted);
    }

    [Fact]
    public void A_signature_of_the_emulator_passes_on_its_part_only()
    {
        var signature = EmulatorSignatures.Issue(JsonNode.Parse("""{"functionCall":{"name":"weather","args":{"city":"Oslo","days":1}}}""")!.AsObject());
        Assert.StartsWith("RU1VM", signature, StringComparison.Ordinal);
        Accepts(OnContents(Conversation(signature, "\"days\": 1.0, \"city\":\"Oslo\""), Model));
        Accepts(OnContents(Conversation(signature.TrimEnd('=').Replace('+', '-').Replace('/', '_'), "\"city\":\"Oslo\",\"days\":1"), Model));
        Refuses(OnContents(Conversation(signature, "\"city\":\"Rome\",\"days\":1"), Model), "corrupted-signature", Corrupted);
    }

    [Fact]
    public void A_signature_of_the_emulator_that_was_cut_or_encoded_twice_is_corrupted()
    {
        var signature = EmulatorSignatures.Issue(JsonNode.Parse("""{"functionCall":{"name":"weather"}}""")!.AsObject());
        Accepts(OnContents(Conversation(signature), Model));
        foreach (var altered in new[] { signature[..^4], Convert.ToBase64String(Encoding.ASCII.GetBytes(signature)), signature[..^2] + "AA" })
        {
            Refuses(OnContents(Conversation(altered), Model), "corrupted-signature", Corrupted);
        }
    }

    [Theory]
    [InlineData("""{"text":"4 °C"}""", """{"text":"4 °C"}""", true)]
    [InlineData("""{"text":"4 °C"}""", """{"text":"4 °C","thought":false}""", true)]
    [InlineData("""{"text":""}""", """{"text":""}""", true)]
    [InlineData("""{"text":""}""", """{"text":"4 °C"}""", false)]
    [InlineData("""{"text":"4 °C"}""", """{"text":"4 °C."}""", false)]
    [InlineData("""{"text":"a","thought":true}""", """{"text":"a"}""", false)]
    [InlineData("""{"inlineData":{"mimeType":"image/png","data":"+/+/"}}""", """{"inline_data":{"data":"-_-_","mime_type":"image/png"}}""", true)]
    [InlineData("""{"inlineData":{"mimeType":"image/png","data":"+/+/"}}""", """{"inlineData":{"mimeType":"image/png","data":"AAAA"}}""", false)]
    [InlineData("""{"functionCall":{"id":"a1","name":"f"}}""", """{"function_call":{"name":"f","id":"a1","args":{}}}""", true)]
    [InlineData("""{"functionCall":{"id":"a1","name":"f"}}""", """{"functionCall":{"name":"f"}}""", false)]
    [InlineData("""{"functionCall":{"name":"f","args":{"aB":1}}}""", """{"functionCall":{"name":"f","args":{"a_b":1}}}""", false)]
    [InlineData("""{"functionCall":{"name":"f","args":{"a":null}}}""", """{"functionCall":{"name":"f","args":{}}}""", false)]
    [InlineData("""{"executableCode":{"language":"PYTHON","code":"1"}}""", """{"executableCode":{"code":"1","language":"PYTHON"}}""", true)]
    public void A_signature_is_bound_to_the_value_of_its_part(string issued, string returned, bool same)
    {
        var part = JsonNode.Parse(returned)!.AsObject();
        part["thoughtSignature"] = EmulatorSignatures.Issue(JsonNode.Parse(issued)!.AsObject());
        using var document = System.Text.Json.JsonDocument.Parse(part.ToJsonString());
        Assert.Equal(same, EmulatorSignatures.IsIssuedFor(part["thoughtSignature"]!.GetValue<string>(), document.RootElement));
    }

    [Fact]
    public void A_moved_signature_is_found_anywhere_in_the_history_and_on_any_model()
    {
        var signature = EmulatorSignatures.Issue(JsonNode.Parse("""{"text":"Hello"}""")!.AsObject());
        static string History(string text, string signature) => $$"""{{User}},{"role":"model","parts":[{"text":"{{text}}","thoughtSignature":"{{signature}}"}]},{{User}}""";
        foreach (var model in new[] { Model, "gemini-2.5-flash" })
        {
            Accepts(OnContents(History("Hello", signature), model));
            Refuses(OnContents(History("Hello there", signature), model), "corrupted-signature", Corrupted);
        }
    }

    private static string Conversation(string? signature, string args = "") => $"{User},{Call("weather", signature, args)},{Result("weather")}";

    private static string Call(string name, string? signature, string args = "") =>
        $$$"""{"role":"model","parts":[{"functionCall":{"name":"{{{name}}}","args":{{{{args}}}}}{{{(signature is null ? "" : $",\"thoughtSignature\":\"{signature}\"")}}}}]}""";

    private static string Result(string name) => $$$$$$"""{"role":"user","parts":[{"functionResponse":{"name":"{{{{{{name}}}}}}","response":{"output":"4 °C"}}}]}""";
}
