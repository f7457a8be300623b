using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Tests.Wire;

/// <summary>Converters that are written by hand list the fields of their message: none may be missing, and values read as the generated ones would.</summary>
public class MessageConverterTests
{
    /// <summary>For messages that are never read or written by themselves.</summary>
    private static readonly JsonSerializerOptions Options = new(WireJson.Instance.Options) { TypeInfoResolver = JsonTypeInfoResolver.Combine(WireJson.Instance, new DefaultJsonTypeInfoResolver()) };

    /// <summary>Every member of every message with a converter of its own, with a value of its type on the wire.</summary>
    public static TheoryData<string, string> Fields()
    {
        TheoryData<string, string> fields = [];
        foreach (var message in HandWritten())
        {
            foreach (var property in message.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.Name != nameof(GeminiMessage.UnknownFields) && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                {
                    fields.Add(message.Name, property.Name);
                }
            }
        }

        return fields;
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_is_read_into_its_member_and_written_back(string message, string member)
    {
        var type = HandWritten().Single(t => t.Name == message);
        var property = type.GetProperty(member)!;
        var json = new JsonObject { [JsonNamingPolicy.CamelCase.ConvertName(member)] = Sample(property.PropertyType) };

        var read = (GeminiMessage)json.Deserialize(type, Options)!;

        Assert.NotNull(property.GetValue(read));
        Assert.Null(read.UnknownFields);
        Assert.True(JsonNode.DeepEquals(json, JsonSerializer.SerializeToNode(read, type, Options)), json.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_that_is_null_is_absent(string message, string member)
    {
        var type = HandWritten().Single(t => t.Name == message);
        var json = new JsonObject { [JsonNamingPolicy.CamelCase.ConvertName(member)] = null };

        var read = (GeminiMessage)json.Deserialize(type, Options)!;

        Assert.Null(type.GetProperty(member)!.GetValue(read));
        Assert.Null(read.UnknownFields);
        Assert.Equal("{}", JsonSerializer.Serialize(read, type, Options));
    }

    [Fact]
    public void A_member_can_be_cleared_again()
    {
        var part = new Part { Text = "x", PartMetadata = JsonElement.Parse("{}"), ToolCall = new ToolCall() };
        part.PartMetadata = null;
        part.ToolCall = null;

        Assert.Equal("""{"text":"x"}""", JsonSerializer.Serialize(part, WireJson.Instance.Part));
    }

    [Theory]
    [InlineData("""{"usageMetadata":{"promptTokenCount":"17"}}""", 17)]
    [InlineData("""{"usageMetadata":{"promptTokenCount":"\u0031\u0037"}}""", 17)]
    [InlineData("""{"usageMetadata":{"promptTokenCount":17,}}""", 17)]
    [InlineData("""{"usageMetadata":{"prompt\u0054okenCount":17}}""", 17)]
    public void Numbers_may_stand_in_strings_and_names_may_be_escaped(string json, int expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize(json, WireJson.Instance.GenerateContentResponse)!.UsageMetadata!.PromptTokenCount);

    [Theory]
    [InlineData("""{"candidates":{}}""")]
    [InlineData("""{"candidates":[1]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":1}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"thought":"x"}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"data":"?"}}]}}]}""")]
    [InlineData("""{"candidates":[{"finishReason":{}}]}""")]
    [InlineData("""{"candidates":[{"avgLogprobs":"x"}]}""")]
    [InlineData("""{"usageMetadata":{"promptTokenCount":1.5}}""")]
    [InlineData("""{"usageMetadata":{"promptTokenCount":"17 "}}""")]
    [InlineData("""{"usageMetadata":[]}""")]
    [InlineData("""[]""")]
    public void A_value_of_another_kind_is_a_JsonException(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(json, WireJson.Instance.GenerateContentResponse));

    [Fact]
    public void Strings_that_repeat_in_a_stream_are_one_object()
    {
        const string Event = """{"modelVersion":"gemini-x","responseId":"abc-1"}""";

        var first = JsonSerializer.Deserialize(Event, WireJson.Instance.GenerateContentResponse)!;
        var second = JsonSerializer.Deserialize(Event, WireJson.Instance.GenerateContentResponse)!;

        Assert.Same(first.ResponseId, second.ResponseId);
        Assert.Same(first.ModelVersion, second.ModelVersion);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(JsonPieces.MinimumLeftOut - 1)]
    [InlineData(JsonPieces.MinimumLeftOut)]
    [InlineData(JsonPieces.MinimumLeftOut + 1)]
    [InlineData(JsonPieces.MinimumLeftOut + 2)]
    [InlineData(48 * 1024)]
    [InlineData((48 * 1024) + 6)]
    [InlineData(300_001)]
    public async Task Media_of_any_size_are_sent_as_the_base64_that_they_are(int size)
    {
        var data = new byte[size];
        new Random(size).NextBytes(data);
        var request = new GenerateContentRequest
        {
            Contents = [new Content { Role = "user", Parts = [new Part { InlineData = new Blob { MimeType = "video/mp4", Data = data } }, new Part { Text = new string('ü', 40_000) }, new Part { InlineData = new Blob { Data = data } }] }],
        };
        using var expected = new MemoryStream();
        JsonSerializer.Serialize(expected, request, WireJson.Instance.GenerateContentRequest);

        using var json = JsonPieces.Write(request, WireFormats.GenerateContentRequest);
        using var sent = new MemoryStream();
        await json.SendAsync(sent, TestContext.Current.CancellationToken);
        using var sentAtOnce = new MemoryStream();
        json.Send(sentAtOnce);

        Assert.Equal(Encoding.UTF8.GetString(expected.ToArray()), Encoding.UTF8.GetString(sent.ToArray()));
        Assert.Equal(expected.ToArray(), sentAtOnce.ToArray());
    }

    private static IEnumerable<Type> HandWritten() =>
        typeof(GeminiMessage).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(GeminiMessage)) && t.GetCustomAttribute<JsonConverterAttribute>() is not null);

    private static JsonNode Sample(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type.IsAssignableTo(typeof(ValueType)) && type.GetInterface("IOpenEnum`1") is not null)
        {
            return "X";
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type == typeof(int))
        {
            return 7;
        }

        if (type == typeof(double))
        {
            return 0.5;
        }

        if (type == typeof(ReadOnlyMemory<byte>))
        {
            return "AAEC";
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            return new JsonArray(Sample(type.GetGenericArguments()[0]));
        }

        return new JsonObject();
    }
}
