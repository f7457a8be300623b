using System.Text;
using System.Text.Json;
using Connectors.Gemini.Wire;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Wire;

public class WireTests
{
    [Theory]
    [InlineData("""{"text":"a","novel":{"deep":[1,null,"x"]}}""")]
    [InlineData("""{"inlineData":{"mimeType":"image/png","data":"AQID","novel":1},"thoughtSignature":"c2ln"}""")]
    [InlineData("""{"functionCall":{"name":"f","args":{"a":1.0,"b":null},"novel":true}}""")]
    [InlineData("""{"functionResponse":{"name":"f","response":{"a":{}},"parts":[{"inlineData":{"mimeType":"image/png","data":""}}],"willContinue":false}}""")]
    [InlineData("""{"toolCall":{"id":"1","toolType":"NOVEL_TOOL","args":{}}}""")]
    [InlineData("""{"executableCode":{"language":"COBOL","code":""},"partMetadata":{"k":[]}}""")]
    [InlineData("""{"videoMetadata":{"startOffset":"1.5s","fps":0.5},"mediaResolution":{"level":"MEDIA_RESOLUTION_ULTRA_HIGH"},"fileData":{"fileUri":"gs://a/b"}}""")]
    public void What_is_read_is_written_back(string json) =>
        AssertJson(json, JsonSerializer.SerializeToElement(JsonSerializer.Deserialize(json, WireJson.Instance.Part), WireJson.Instance.Part));

    [Fact]
    public void Absent_members_are_not_written() =>
        Assert.Equal("""{"contents":[{"role":"user","parts":[{"text":"a"}]}]}""", Write(new GenerateContentRequest { Contents = [new Content { Role = "user", Parts = [new Part { Text = "a" }] }] }));

    [Fact]
    public void Text_is_written_without_escapes_that_json_does_not_need() =>
        Assert.Equal("""{"contents":[{"parts":[{"text":"ž 'a' <b> & c+d/e=="}]}]}""", Write(new GenerateContentRequest { Contents = [new Content { Parts = [new Part { Text = "ž 'a' <b> & c+d/e==" }] }] }));

    [Theory]
    [InlineData("-_8=")]
    [InlineData("-_8")]
    [InlineData("+/8=")]
    [InlineData("+_8")]
    public void Bytes_are_read_in_either_alphabet_and_written_in_the_standard_one(string data)
    {
        var part = JsonSerializer.Deserialize("{\"inlineData\":{\"data\":\"" + data + "\"}}", WireJson.Instance.Part)!;

        Assert.Equal(new byte[] { 0xfb, 0xff }, part.InlineData!.Data!.Value.ToArray());
        Assert.Equal("""{"inlineData":{"data":"+/8="}}""", JsonSerializer.Serialize(part, WireJson.Instance.Part));
    }

    [Fact]
    public void Bytes_are_read_when_the_string_is_escaped() =>
        Assert.Equal(new byte[] { 0xfb, 0xff }, JsonSerializer.Deserialize("""{"inlineData":{"data":"\u002b\/8="}}""", WireJson.Instance.Part)!.InlineData!.Data!.Value.ToArray());

    [Theory]
    [InlineData("\"***\"")]
    [InlineData("5")]
    public void What_is_no_base64_is_a_json_error(string data) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("{\"inlineData\":{\"data\":" + data + "}}", WireJson.Instance.Part));

    [Theory]
    [InlineData("\"STOP\"", "STOP")]
    [InlineData("\"NOVEL\"", "NOVEL")]
    [InlineData("1", "STOP")]
    [InlineData("0", "FINISH_REASON_UNSPECIFIED")]
    [InlineData("4711", "4711")]
    [InlineData("-1", "-1")]
    public void An_open_enum_keeps_every_value(string json, string name)
    {
        var response = JsonSerializer.Deserialize("{\"candidates\":[{\"finishReason\":" + json + "}]}", WireJson.Instance.GenerateContentResponse);
        Assert.Equal(name, response!.Candidates![0].FinishReason!.Value.Value);
    }

    [Fact]
    public void Int64_as_string_and_trailing_commas_and_nulls_are_read()
    {
        var response = JsonSerializer.Deserialize(
            """{"usageMetadata":{"promptTokenCount":"12","totalTokenCount":13,},"candidates":[{"content":null,"finishReason":null,"index":null,}],"promptFeedback":null}""",
            WireJson.Instance.GenerateContentResponse)!;

        Assert.Equal((12, 13), (response.UsageMetadata!.PromptTokenCount, response.UsageMetadata.TotalTokenCount));
        Assert.Null(response.Candidates![0].FinishReason);
    }

    [Fact]
    public void Deep_arguments_are_read()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);
        var part = JsonSerializer.Deserialize($$$"""{"functionCall":{"name":"f","args":{{{deep}}}}}""", WireJson.Instance.Part)!;

        Assert.Contains(deep, JsonSerializer.Serialize(part, WireJson.Instance.Part), StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_are_not_part_of_the_json()
    {
        using HttpResponseMessage message = new();
        Assert.Equal("{}", Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(new GenerateContentResponse { ResponseHeaders = message.Headers }, WireJson.Instance.GenerateContentResponse)));
    }

    private static string Write(GenerateContentRequest request) => JsonSerializer.Serialize(request, WireJson.Instance.GenerateContentRequest);
}
