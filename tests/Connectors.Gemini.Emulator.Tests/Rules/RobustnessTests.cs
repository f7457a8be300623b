using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Signatures;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class RobustnessTests(ITestOutputHelper output)
{
    private const string Body = """
        {"contents":[{"role":"user","parts":[{"text":"a"},{"inlineData":{"mimeType":"image/png","data":"AAAA"},"videoMetadata":{"startOffset":"1s","fps":2}}]},
        {"role":"model","parts":[{"text":"t","thought":true},{"functionCall":{"id":"1","name":"f","args":{"a":[1,{"b":null}]}},"thoughtSignature":"SIGNATURE"},{"toolCall":{"id":"k","toolType":"URL_CONTEXT"}}]},
        {"role":"user","parts":[{"functionResponse":{"id":"1","name":"f","response":{"x":{"$ref":"p"}},"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA","displayName":"p"}}]}}]}],
        "systemInstruction":{"parts":[{"text":"s"}]},"labels":{"a":"b"},"cachedContent":"",
        "tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":"object","$defs":{"d":{"$anchor":"d"}},"properties":{"a":{"$ref":"#d"}}}}]}],
        "toolConfig":{"functionCallingConfig":{"mode":"VALIDATED","allowedFunctionNames":["f"]}},
        "generationConfig":{"temperature":1,"stopSequences":["x"],"responseModalities":["TEXT"],"thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true}}}
        """;

    private static readonly string[] Values =
        ["null", "true", "0", "-1", "1e300", "1.5", "\"\"", "\"x\"", "\"$ref\"", "[]", "[null]", "[[]]", "[{}]", "{}", "{\"text\":null}", "{\"name\":1}", "{\"$ref\":7}", "{\"$anchor\":[]}"];

    [Fact]
    public void No_body_makes_the_rules_throw()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var original = Body.Replace("SIGNATURE", EmulatorSignatures.Issue(JsonNode.Parse("""{"functionCall":{"id":"1","name":"f","args":{"a":[1,{"b":null}]}}}""")!.AsObject()), StringComparison.Ordinal);
        Assert.Empty(Check(original, isVertex: false));
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            var body = JsonNode.Parse(original)!;
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                Change(body, random);
            }

            refused += Check(body.ToJsonString(), isVertex: round % 2 == 0).Count > 0 ? 1 : 0;
        }

        Assert.True(refused > 1000, $"Only {refused} of the changed bodies were refused.");
    }

    private static IReadOnlyList<EmulatorRefusal> Check(string json, bool isVertex)
    {
        using var document = JsonDocument.Parse(json);
        return EmulatorRules.Check(new EmulatorRequest
        {
            Method = "POST",
            PathAndQuery = isVertex
                ? "/v1/publishers/google/models/gemini-3.8-flash:generateContent"
                : "/v1beta/models/gemini-3.8-flash:generateContent",
            Body = document.RootElement,
            IsVertex = isVertex,
        });
    }

    private static void Change(JsonNode node, Random random)
    {
        while (true)
        {
            var replacement = JsonNode.Parse(Values[random.Next(Values.Length)]);
            switch (node)
            {
                case JsonObject { Count: > 0 } members:
                    var name = members.ElementAt(random.Next(members.Count)).Key;
                    if (members[name] is { } member and (JsonObject or JsonArray) && random.Next(4) > 0)
                    {
                        node = member;
                        continue;
                    }

                    members[name] = replacement;
                    return;
                case JsonArray { Count: > 0 } items:
                    var index = random.Next(items.Count);
                    if (items[index] is { } item and (JsonObject or JsonArray) && random.Next(4) > 0)
                    {
                        node = item;
                        continue;
                    }

                    items[index] = replacement;
                    return;
                default:
                    return;
            }
        }
    }
}
