using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

public class FunctionResultTests
{
    private static readonly DataContent Png = new(new byte[] { 1, 2, 3 }, "image/png");
    private readonly FakeService _service = new FakeService().Answer("""{"text":"ok"}""").Answer("""{"text":"ok"}""");

    public static TheoryData<string, string> JsonResults => new()
    {
        { "\"text\"", """{"output":"text"}""" },
        { "12.5", """{"output":12.5}""" },
        { "true", """{"output":true}""" },
        { "null", """{"output":null}""" },
        { "[1,\"a\"]", """{"output":[1,"a"]}""" },
        { "{\"a\":{\"b\":1}}", """{"a":{"b":1}}""" },
        { "{}", "{}" },
        { "{\"output\":1,\"error\":null}", """{"output":1,"error":null}""" },
        { "{\"$type\":\"app-type\",\"a\":1}", """{"$type":"app-type","a":1}""" },
        { "{\"$type\":\"data\",\"a\":1}", """{"$type":"data","a":1}""" },
        { "{\"$type\":\"data\",\"uri\":\"no data URI\"}", """{"$type":"data","uri":"no data URI"}""" },
        { "{\"$type\":\"uri\",\"uri\":\"http://[\",\"mediaType\":\"a/b\"}", """{"$type":"uri","uri":"http://[","mediaType":"a/b"}""" },
        { "{\"$type\":\"text\",\"text\":5}", """{"$type":"text","text":5}""" },
    };

    [Theory]
    [MemberData(nameof(JsonResults))]
    public async Task A_json_result_becomes_an_object(string json, string response) => await AssertResponse(JsonElement.Parse(json), response);

    [Fact]
    public async Task A_string_is_the_output() => await AssertResponse("Prší a je 8 °C 🌧", """{"output":"Prší a je 8 °C 🌧"}""");

    [Fact]
    public async Task No_result_at_all_is_a_null_output()
    {
        await SendAsync(new FunctionResultContent("c", null));
        AssertJson("""{"output":null}""", Response);
    }

    [Fact]
    public async Task An_object_of_the_apps_own_is_written_by_its_type() => await AssertResponse(new { Name = "Ann", Age = 5 }, """{"name":"Ann","age":5}""");

    [Fact]
    public async Task A_json_node_is_sent_as_it_is() => await AssertResponse(new JsonObject { ["a"] = new JsonArray(1, 2) }, """{"a":[1,2]}""");

    [Fact]
    public async Task A_list_of_numbers_is_the_output() => await AssertResponse(new[] { 1, 2 }, """{"output":[1,2]}""");

    [Fact]
    public async Task An_exception_is_an_error()
    {
        await SendAsync(new FunctionResultContent("c", null) { Exception = new InvalidOperationException("The line is busy.") });
        AssertJson("""{"error":"The line is busy."}""", Response);
    }

    [Fact]
    public async Task What_the_caller_says_about_an_exception_is_what_the_model_reads()
    {
        await SendAsync(new FunctionResultContent("c", "Error: Function failed.") { Exception = new InvalidOperationException("secret path") });
        AssertJson("""{"error":"Error: Function failed."}""", Response);
    }

    [Fact]
    public async Task Keys_that_the_service_takes_for_references_are_renamed() =>
        await AssertResponse(
            JsonElement.Parse("""{"schema":{"$ref":"#/defs/a","items":[{"$ref":"x"}]},"text":"a \"$ref\" in a string"}"""u8),
            """{"schema":{"_ref":"#/defs/a","items":[{"_ref":"x"}]},"text":"a \"$ref\" in a string"}""");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_stands_inside_the_response_on_models_that_take_it_there(bool afterJson)
    {
        await SendAsync(new FunctionResultContent("c", new List<AIContent> { new TextContent("a chart"), Png }), afterJson);

        AssertJson("""
            [{"functionResponse":{"name":"look_up","response":{"output":"a chart"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AQID"}}]}}]
            """, _service.LastContents[2].GetProperty("parts"));
        Assert.Equal(3, _service.LastContents.GetArrayLength());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_follows_in_a_turn_of_its_own_on_older_models(bool afterJson)
    {
        await SendAsync(new FunctionResultContent("c", Png), afterJson, FakeService.Older);

        AssertJson("""[{"functionResponse":{"name":"look_up","response":{"output":"The media of this result follow in the next turn."}}}]""", _service.LastContents[2].GetProperty("parts"));
        AssertJson("""{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AQID"}}]}""", _service.LastContents[3]);
    }

    [Fact]
    public async Task Audio_and_links_follow_in_a_turn_of_their_own()
    {
        await SendAsync(new FunctionResultContent("c", new AIContent[] { new DataContent(new byte[] { 1 }, "audio/wav"), new UriContent("https://example.com/a.png", "image/png"), new HostedFileContent("files/f") }));

        AssertJson("""
            {"role":"user","parts":[{"inlineData":{"mimeType":"audio/wav","data":"AQ=="}},{"fileData":{"fileUri":"https://example.com/a.png","mimeType":"image/png"}},
             {"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/f"}}]}
            """, _service.LastContents[3]);
    }

    [Fact]
    public async Task The_number_of_responses_stays_that_of_the_calls_when_media_follow()
    {
        await _service.Chat(FakeService.Older).AskAsync(User("x"), Model(Call("c1"), Call("c2")), Tool(new FunctionResultContent("c1", Png), new FunctionResultContent("c2", Png)), User("and?"));

        Assert.Equal(2, _service.LastContents[2].GetProperty("parts").GetArrayLength());
        Assert.Equal(3, _service.LastContents[3].GetProperty("parts").GetArrayLength() + _service.LastContents.EnumerateArray().Skip(4).Sum(c => c.GetProperty("parts").GetArrayLength()));
    }

    [Fact]
    public async Task Unicode_arguments_go_back_as_they_came()
    {
        _service.Requests.Clear();
        var service = new FakeService().Answer(CallPart("look_up", Signature("u"), args: """{"město":"Žďár 🏔"}""")).Answer("""{"text":"ok"}""");
        var first = await service.Chat().AskAsync(User("x"));
        var call = first.Messages[0].Contents.OfType<FunctionCallContent>().Single();

        await service.Chat().AskAsync([User("x"), .. first.Messages, Tool(new FunctionResultContent(call.CallId, "Žďár"))]);

        AssertJson("""{"město":"Žďár 🏔"}""", service.LastContents[1].GetProperty("parts")[0].GetProperty("functionCall").GetProperty("args"));
    }

    [Fact]
    public async Task Two_images_stand_inside_one_response()
    {
        await SendAsync(new FunctionResultContent("c", new List<AIContent> { Png, new DataContent(new byte[] { 4 }, "image/png") }));

        var parts = _service.LastContents[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("parts");
        Assert.Equal(["AQID", "BA=="], parts.EnumerateArray().Select(part => part.GetProperty("inlineData").GetProperty("data").GetString()));
    }

    public static TheoryData<string> MovedMedia => ["uri", "file", "data"];

    [Theory]
    [MemberData(nameof(MovedMedia))]
    public async Task A_result_whose_media_follow_says_so(string kind)
    {
        AIContent media = kind switch
        {
            "uri" => new UriContent("https://example.com/a.png", "image/png"),
            "file" => new HostedFileContent("files/f"),
            _ => new DataContent(new byte[] { 1 }, "audio/wav"),
        };
        await SendAsync(new FunctionResultContent("c", media));
        AssertJson("""{"output":"The media of this result follow in the next turn."}""", Response);
    }

    [Theory]
    [InlineData("[]", """{"output":[]}""")]
    [InlineData("""[{"$ref":"x"},1]""", """{"output":[{"_ref":"x"},1]}""")]
    [InlineData("\"see $ref\"", """{"output":"see $ref"}""")]
    [InlineData("""{"$ref":"x"}""", """{"_ref":"x"}""")]
    [InlineData("""{"$type":"data","Uri":"data:image/png;base64,AQID","uri":5}""", """{"$type":"data","Uri":"data:image/png;base64,AQID","uri":5}""")]
    public async Task A_json_result_loses_nothing_but_reference_keys(string json, string response) => await AssertResponse(JsonElement.Parse(json), response);

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task An_action_that_failed_is_not_acknowledged(bool failed, bool acknowledged)
    {
        var call = Call("c");
        call.AdditionalProperties = new() { ["gemini.safetyDecision"] = JsonElement.Parse("""{"decision":"require_confirmation"}""") };
        var result = new FunctionResultContent("c", JsonElement.Parse("""{"url":"x"}""")) { Exception = failed ? new InvalidOperationException("closed") : null };

        await _service.Chat().AskAsync(User("x"), Model(call), Tool(result));

        Assert.Equal(acknowledged, Response.TryGetProperty("safety_acknowledgement", out _));
        Assert.Equal(!failed, Response.TryGetProperty("url", out _));
    }

    private async Task AssertResponse(object value, string response)
    {
        await SendAsync(new FunctionResultContent("c", value));
        AssertJson(response, Response);
    }

    private JsonElement Response => _service.LastContents[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("response");

    private async Task SendAsync(FunctionResultContent result, bool afterJson = false, string model = FakeService.Newest)
    {
        List<ChatMessage> messages = [User("x"), Model(Call("c")), Tool(result)];
        await _service.Chat(model).GetResponseAsync(afterJson ? ThroughJsonWithReflection(messages) : messages, null, Token);
    }

    private static List<ChatMessage> ThroughJsonWithReflection(List<ChatMessage> messages) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
}
