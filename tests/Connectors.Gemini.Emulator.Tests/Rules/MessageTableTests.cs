using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class MessageTableTests
{
    private static readonly string[] Scalars = ["string", "bool", "int32", "int64", "float", "double", "bytes", "duration", "timestamp", "object", "any"];

    [Fact]
    public void Every_type_of_a_field_exists()
    {
        foreach (var table in new[] { MessageTable.Gemini, MessageTable.Vertex })
        {
            Assert.All(table.Fields, field => Assert.True(
                Scalars.Contains(field.Type) || table.IsMessage(field.Type) || MessageTable.EnumValues(field.Type) is not null,
                $"{field.Name}:{field.Type}"));
        }
    }

    [Theory]
    [InlineData(false, "generativelanguage.v1beta.discovery.*.json", "")]
    [InlineData(true, "aiplatform.v1.gemini-subset.*.json", "GoogleCloudAiplatformV1")]
    public void Every_field_and_value_of_the_services_description_is_in_the_table(bool isVertex, string pattern, string prefix)
    {
        var folder = RecordedTraffic.Folder is { } traffic ? Path.Combine(Path.GetDirectoryName(traffic.TrimEnd('/'))!, "discovery") : null;
        Assert.SkipUnless(Directory.Exists(folder), "No service descriptions beside the recorded traffic.");

        using var document = JsonDocument.Parse(File.ReadAllBytes(Directory.GetFiles(folder, pattern).Single()));
        List<string> missing = [];
        HashSet<string> seen = [];
        foreach (var message in new[] { "GenerateContentRequest", "CountTokensRequest" })
        {
            Compare(document.RootElement.GetProperty("schemas"), prefix + message, MessageTable.For(isVertex), message, seen, missing);
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.True(seen.Count > 40, $"Only {seen.Count} messages were compared.");
    }

    private static void Compare(JsonElement schemas, string schema, MessageTable table, string message, HashSet<string> seen, List<string> missing)
    {
        // The description names a message or two that it does not describe.
        if (!seen.Add(schema) || !schemas.TryGetProperty(schema, out var description) || !description.TryGetProperty("properties", out var properties))
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (table.Field(message, property.Name) is not { } field)
            {
                missing.Add($"{message}.{property.Name}");
                continue;
            }

            var value = property.Value;
            if (value.TryGetProperty("items", out var items))
            {
                value = items;
            }
            else if (value.TryGetProperty("additionalProperties", out var values))
            {
                value = values;
            }

            if (value.TryGetProperty("$ref", out var reference))
            {
                if (table.IsMessage(field.Type))
                {
                    Compare(schemas, reference.GetString()!, table, field.Type, seen, missing);
                }
                else
                {
                    missing.Add($"{message}.{property.Name} is no {field.Type} but {reference}");
                }
            }
            else if (value.TryGetProperty("enum", out var names))
            {
                missing.AddRange(names.EnumerateArray().Select(name => name.GetString()!)
                    .Where(name => MessageTable.EnumValues(field.Type)?.Contains(name) != true)
                    .Select(name => $"{message}.{property.Name} {name}"));
            }
        }
    }
}
