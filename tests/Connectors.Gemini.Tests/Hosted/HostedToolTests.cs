using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Hosted;

public class HostedToolTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "How many primes are below 100?");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Code_execution_is_a_call_and_its_result_and_goes_back_unchanged(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Text("Let me count. ").ThenCode("print(25)", "25\n").ThenText("There are 25."), Reply.Text("Yes."));
        var options = new ChatOptions { Tools = [new HostedCodeInterpreterTool()] };

        var answer = await chat.AskAsync([Question], streamed, options);

        var contents = answer.Messages.Single().Contents;
        var call = Assert.Single(contents.OfType<CodeInterpreterToolCallContent>());
        var result = Assert.Single(contents.OfType<CodeInterpreterToolResultContent>());
        Assert.Equal(call.CallId, result.CallId);
        Assert.Equal("print(25)", System.Text.Encoding.UTF8.GetString(Assert.IsType<DataContent>(Assert.Single(call.Inputs!)).Data.Span));
        Assert.Equal("25\n", Assert.IsType<TextContent>(Assert.Single(result.Outputs!)).Text);
        Assert.Equal("Let me count. There are 25.", answer.Text);

        await chat.AskAsync(EmulatedChat.ThroughJson([Question, .. answer.Messages, new(ChatRole.User, "Sure?")]), streamed, options);
        var parts = EmulatedChat.ModelParts(chat.Requests[1]).ToList();
        var code = Assert.Single(parts, part => part.TryGetProperty("executableCode", out _));
        Assert.True(code.TryGetProperty("thoughtSignature", out _));
        Assert.Equal("25\n", Assert.Single(parts, part => part.TryGetProperty("codeExecutionResult", out _)).GetProperty("codeExecutionResult").GetProperty("output").GetString());
    }

    [Fact]
    public async Task Code_tells_its_language_and_a_result_is_of_the_code_before_it()
    {
        var contents = await ReadAsync(
            """{"executableCode":{"id":"c1","language":"PYTHON","code":"1"}}""",
            """{"codeExecutionResult":{"outcome":"OUTCOME_OK"}}""",
            """{"executableCode":{"id":"c1","language":"COBOL"}}""",
            """{"codeExecutionResult":{"outcome":"OUTCOME_FAILED","output":"no such thing"}}""",
            """{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"a second result"}}""");

        var calls = contents.OfType<CodeInterpreterToolCallContent>().ToList();
        var results = contents.OfType<CodeInterpreterToolResultContent>().ToList();
        Assert.Equal(["text/x-python", "text/plain"], calls.Select(call => Assert.IsType<DataContent>(Assert.Single(call.Inputs!)).MediaType));
        Assert.Equal("c1", calls[0].CallId);
        Assert.NotEqual("c1", calls[1].CallId);
        Assert.Equal(calls.Select(call => call.CallId), results.Select(result => result.CallId));
        Assert.Empty(results[0].Outputs!);
        Assert.Equal("no such thing", Assert.IsType<ErrorContent>(Assert.Single(results[1].Outputs!)).Message);
        // The second result of one code stands for itself, so that no merge loses it.
        Assert.Equal(typeof(AIContent), contents[4].GetType());
    }

    [Fact]
    public async Task Tools_that_are_no_search_are_calls_and_results_that_name_them()
    {
        var contents = await ReadAsync(
            """{"toolCall":{"id":"u","toolType":"URL_CONTEXT"}}""",
            """{"toolResponse":{"id":"u","toolType":"URL_CONTEXT","response":{}}}""",
            """{"toolCall":{"toolName":"novel"}}""",
            """{"toolResponse":{"response":{}}}""",
            """{"toolCall":{"id":"i","toolType":"GOOGLE_SEARCH_IMAGE","args":{"queries":["kite",1]}}}""",
            """{"toolResponse":{"id":"i","toolType":"GOOGLE_SEARCH_IMAGE","response":{}}}""",
            """{"toolCall":{"id":"j","toolType":"GOOGLE_SEARCH_WEB","args":{"queries":"kite"}}}""");

        Assert.Equal(
            [typeof(ToolCallContent), typeof(ToolResultContent), typeof(ToolCallContent), typeof(ToolResultContent), typeof(WebSearchToolCallContent), typeof(WebSearchToolResultContent), typeof(WebSearchToolCallContent)],
            contents.Select(static content => content.GetType()));
        Assert.Equal(["URL_CONTEXT", "URL_CONTEXT", "novel", "", null, null, null], contents.Select(static content => content.AdditionalProperties!.GetValueOrDefault("gemini.toolType")));
        Assert.All(contents, static content => Assert.True(content.AdditionalProperties!.ContainsKey("gemini.part")));
        Assert.Equal(("u", "u", "i", "i"), (((ToolCallContent)contents[0]).CallId, ((ToolResultContent)contents[1]).CallId, ((ToolCallContent)contents[4]).CallId, ((ToolResultContent)contents[5]).CallId));
        Assert.Equal(["kite"], ((WebSearchToolCallContent)contents[4]).Queries);
        Assert.Null(((WebSearchToolCallContent)contents[6]).Queries);
    }

    [Theory]
    [InlineData("\"id\":\"m1\",", 0)]
    [InlineData("\"id\":\"m2\",", 1)]
    [InlineData("", 1)]
    [InlineData("\"id\":\"\",", 1)]
    [InlineData("\"id\":\"m9\",", null)]
    public async Task A_result_of_a_function_that_the_service_ran_belongs_to_the_call_of_its_id_or_else_to_the_last_of_its_name(string id, int? call)
    {
        var contents = await ReadAsync(
            """{"functionCall":{"id":"m1","name":"search","args":{}}}""",
            """{"functionCall":{"id":"m2","name":"search","args":{}}}""",
            """{"functionCall":{"id":"m3","name":"other","args":{}}}""",
            $$"""{"functionResponse":{{{id}}"name":"search","response":{} } }""");

        var served = Assert.Single(contents.OfType<FunctionResultContent>()).CallId;
        var calls = contents.OfType<FunctionCallContent>().Select(static content => content.CallId).ToList();
        Assert.Equal(call, calls.IndexOf(served) is var index and >= 0 ? index : null);
    }

    [Fact]
    public async Task A_failed_execution_is_an_error_among_the_outputs()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Text("Hm. ").ThenCode("1/0", "ZeroDivisionError", "OUTCOME_FAILED"));

        var answer = await chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [new HostedCodeInterpreterTool()] });

        var error = Assert.IsType<ErrorContent>(Assert.Single(Assert.Single(answer.Messages[0].Contents.OfType<CodeInterpreterToolResultContent>()).Outputs!));
        Assert.Equal("OUTCOME_FAILED", error.ErrorCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_search_beside_functions_shows_its_call_and_goes_back_with_the_functions_result(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(
            Reply.Empty().ThenServerTool("GOOGLE_SEARCH_WEB", """{"queries":["ECB rate"]}""", """{"search_suggestions":"<div/>"}""").ThenCall("get_rate", new JsonObject { ["bank"] = "ECB" }),
            Reply.Text("It is 2 %."));
        var rate = AIFunctionFactory.Create((string bank) => bank + ": 2 %", "get_rate", "The rate of a bank");
        var options = new ChatOptions { Tools = [GeminiTools.GoogleSearch(), rate] };

        var answer = await chat.AskAsync([Question], streamed, options);
        var search = Assert.Single(answer.Messages[0].Contents.OfType<WebSearchToolCallContent>());
        Assert.Equal(["ECB rate"], search.Queries);
        var call = Assert.Single(answer.Messages[0].Contents.OfType<FunctionCallContent>());
        await chat.AskAsync([Question, .. answer.Messages, new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "2 %")])], streamed, options);

        var first = chat.Requests[0].Body!.Value.GetProperty("toolConfig");
        Assert.True(first.GetProperty("includeServerSideToolInvocations").GetBoolean());
        Assert.Equal("VALIDATED", first.GetProperty("functionCallingConfig").GetProperty("mode").GetString());
        Assert.Equal(["toolCall", "toolResponse", "functionCall"], EmulatedChat.ModelParts(chat.Requests[1]).Select(part => part.EnumerateObject().First(field => field.Name != "thoughtSignature").Name));
        Assert.All(EmulatedChat.ModelParts(chat.Requests[1]), part => Assert.True(part.TryGetProperty("thoughtSignature", out _)));
    }

    [Fact]
    public async Task On_Vertex_functions_and_search_go_without_the_switch()
    {
        await using var chat = await EmulatedChat.StartAsync(isVertex: true);
        await chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [new HostedWebSearchTool(), AIFunctionFactory.Create(() => 1, "one")] });
        Assert.False(chat.Requests[0].Body!.Value.GetProperty("toolConfig").TryGetProperty("includeServerSideToolInvocations", out _));
    }

    [Fact]
    public async Task Arguments_that_arrive_in_pieces_become_one_call_that_goes_back_whole()
    {
        await using var chat = await EmulatedChat.StartAsync(isVertex: true);
        chat.Emulator.Script.Next(Reply.Empty().ThenStreamedCall("book", new JsonObject { ["city"] = "Brno", ["nights"] = 3, ["quiet"] = true }), Reply.Text("Booked."));
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string city, int nights, bool quiet) => "ok", "book", "Books a room")] };

        var answer = await chat.AskAsync([Question], streamed: true, options);
        var call = Assert.Single(answer.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal("""{"city":"Brno","nights":3,"quiet":true}""", new JsonObject(call.Arguments!.Select(argument => KeyValuePair.Create(argument.Key, JsonNode.Parse(((System.Text.Json.JsonElement)argument.Value!).GetRawText())))).ToJsonString());
        await chat.AskAsync([Question, .. answer.Messages, new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "ok")])], streamed: false, options);

        var part = Assert.Single(EmulatedChat.ModelParts(chat.Requests[1]));
        Assert.Equal("Brno", part.GetProperty("functionCall").GetProperty("args").GetProperty("city").GetString());
    }

    [Fact]
    public async Task Every_hosted_tool_has_its_place_in_the_request()
    {
        await using var chat = await EmulatedChat.StartAsync();
        await chat.AskAsync([Question], streamed: false, new ChatOptions
        {
            Tools =
            [
                GeminiTools.GoogleSearch(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), imageSearch: true),
                new HostedCodeInterpreterTool(),
                GeminiTools.UrlContext(),
                GeminiTools.GoogleMaps(50.1, 14.4, "cs"),
                GeminiTools.FileSearch(["manuals"], topK: 3, "year > 1900"),
            ],
        });

        var body = chat.Requests[0].Body!.Value;
        var tools = body.GetProperty("tools").EnumerateArray().ToList();
        Assert.Equal(["googleSearch", "codeExecution", "urlContext", "googleMaps", "fileSearch"], tools.Select(tool => tool.EnumerateObject().Single().Name));
        Assert.Equal("1970-01-01T00:00:00Z", tools[0].GetProperty("googleSearch").GetProperty("timeRangeFilter").GetProperty("startTime").GetString());
        Assert.Equal("fileSearchStores/manuals", tools[4].GetProperty("fileSearch").GetProperty("fileSearchStoreNames")[0].GetString());
        Assert.Equal(14.4, body.GetProperty("toolConfig").GetProperty("retrievalConfig").GetProperty("latLng").GetProperty("longitude").GetDouble());
    }

    [Theory]
    [InlineData(false, """{"searchTypes":{"webSearch":{},"imageSearch":{}}}""")]
    [InlineData(true, """{"excludeDomains":["a.example","b.example"]}""")]
    public async Task A_search_says_what_it_looks_for_and_no_more(bool isVertex, string search)
    {
        await using var chat = await EmulatedChat.StartAsync(isVertex: isVertex);
        var tool = isVertex ? GeminiTools.GoogleSearch(excludeDomains: ["a.example", "b.example"]) : GeminiTools.GoogleSearch(imageSearch: true);

        await chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [tool] });

        Assert.Equal(search, Tools(chat)[0].GetProperty("googleSearch").GetRawText());
    }

    [Fact]
    public async Task Image_search_that_is_off_is_not_asked_for()
    {
        await using var chat = await EmulatedChat.StartAsync();

        await chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [new HostedWebSearchTool(new Dictionary<string, object?> { ["gemini.imageSearch"] = false, ["gemini.excludeDomains"] = "example.com" })] });

        Assert.Equal("{}", Tools(chat)[0].GetProperty("googleSearch").GetRawText());
    }

    [Fact]
    public async Task File_search_goes_to_every_store_with_its_limit_and_filter()
    {
        await using var chat = await EmulatedChat.StartAsync();

        await chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [GeminiTools.FileSearch(["manuals", "fileSearchStores/books"], topK: 3, "year > 1900")] });

        var search = Tools(chat)[0].GetProperty("fileSearch");
        Assert.Equal(["fileSearchStores/manuals", "fileSearchStores/books"], search.GetProperty("fileSearchStoreNames").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal((3, "year > 1900"), (search.GetProperty("topK").GetInt32(), search.GetProperty("metadataFilter").GetString()));
    }

    [Theory]
    [InlineData("https://mcp.example.com/a%20b", "https://mcp.example.com/a%20b")]
    [InlineData("http://localhost:8080/mcp", "http://localhost:8080/mcp")]
    public async Task An_MCP_server_is_called_at_its_address_with_its_headers_if_it_has_some(string address, string url)
    {
        await using var chat = await EmulatedChat.StartAsync();
        HostedMcpServerTool Server(IDictionary<string, string>? headers) =>
            new("docs", address) { ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire, AllowedTools = [], Headers = headers };

        await chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [Server(new Dictionary<string, string>(StringComparer.Ordinal) { ["x-team"] = "a" }), Server(null), Server(new Dictionary<string, string>(StringComparer.Ordinal))] });

        var transports = Tools(chat).SelectMany(tool => tool.GetProperty("mcpServers").EnumerateArray()).Select(server => server.GetProperty("streamableHttpTransport").GetRawText());
        Assert.Equal([$$$"""{"url":"{{{url}}}","headers":{"x-team":"a"}}""", $$"""{"url":"{{url}}"}""", $$"""{"url":"{{url}}"}"""], transports);
    }

    [Theory]
    [InlineData("Google Search")]
    [InlineData("code execution")]
    [InlineData("URL context")]
    [InlineData("Google Maps")]
    [InlineData("File Search")]
    [InlineData("computer use")]
    [InlineData("MCP")]
    public async Task A_tool_that_functions_do_not_go_with_is_named(string named)
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-2.5-flash");
        var tool = named switch
        {
            "Google Search" => new HostedWebSearchTool(),
            "code execution" => new HostedCodeInterpreterTool(),
            "URL context" => GeminiTools.UrlContext(),
            "Google Maps" => GeminiTools.GoogleMaps(),
            "File Search" => GeminiTools.FileSearch(["manuals"]),
            "computer use" => GeminiTools.ComputerUse(),
            _ => new HostedMcpServerTool("docs", new Uri("https://mcp.example.com/")),
        };

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one"), tool] }));

        Assert.Contains($"({named})", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(chat.Requests);
    }

    [Fact]
    public async Task Tools_of_one_kind_go_together_on_a_model_that_does_not_combine_kinds()
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-2.5-flash");

        await chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [new HostedWebSearchTool(), GeminiTools.UrlContext()] });
        await chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one"), AIFunctionFactory.Create(() => 2, "two")] });

        Assert.Equal(["googleSearch", "urlContext"], Tools(chat).Select(tool => tool.EnumerateObject().Single().Name));
        Assert.Equal(2, chat.Requests[1].Body!.Value.GetProperty("tools")[0].GetProperty("functionDeclarations").GetArrayLength());
    }

    [Fact]
    public async Task A_model_that_does_not_combine_tools_is_named_before_anything_is_sent()
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-2.5-flash");
        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => chat.AskAsync(
            [Question], streamed: false, new ChatOptions { Tools = [new HostedWebSearchTool(), AIFunctionFactory.Create(() => 1, "one")] }));
        Assert.Contains("gemini-2.5-flash", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(chat.Requests);
    }

    [Fact]
    public void Half_a_time_range_and_half_a_place_are_refused()
    {
        Assert.Throws<ArgumentException>(() => GeminiTools.GoogleSearch(from: DateTimeOffset.UnixEpoch));
        Assert.Throws<ArgumentException>(() => GeminiTools.GoogleMaps(latitude: 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => GeminiTools.GoogleMaps(91, 0));
    }

    [Fact]
    public async Task A_local_file_is_refused_with_the_way_to_send_it()
    {
        await using var chat = await EmulatedChat.StartAsync();
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => chat.AskAsync(
            [new ChatMessage(ChatRole.User, [new UriContent("file:///etc/hosts", "text/plain")])], streamed: false));
        Assert.Contains("LoadFromAsync", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_risky_action_asks_for_consent_and_a_result_acknowledges_it(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(
            Reply.Call("click", new JsonObject { ["x"] = 10, ["y"] = 20, ["safety_decision"] = new JsonObject { ["decision"] = "require_confirmation", ["explanation"] = "It buys." } }),
            Reply.Text("Bought."));
        var click = AIFunctionFactory.Create((int x, int y) => "clicked", "click", "Clicks");
        var options = new ChatOptions { Tools = [click] };

        var answer = await chat.AskAsync([Question], streamed, options);
        var request = Assert.Single(answer.Messages[0].Contents.OfType<ToolApprovalRequestContent>());
        var call = Assert.IsType<FunctionCallContent>(request.ToolCall);
        await chat.AskAsync(
            EmulatedChat.ThroughJson([Question, .. answer.Messages, new(ChatRole.User, [request.CreateResponse(approved: true)]), new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "clicked")])]),
            streamed,
            options);

        var response = chat.Requests[1].Body!.Value.GetProperty("contents")[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("response");
        Assert.Equal("true", response.GetProperty("safety_acknowledgement").GetString());
        Assert.Equal(3, chat.Requests[1].Body!.Value.GetProperty("contents").GetArrayLength());
    }

    [Fact]
    public async Task A_refused_action_acknowledges_nothing()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Call("click", new JsonObject { ["safety_decision"] = new JsonObject { ["decision"] = "require_confirmation" } }), Reply.Text("Then not."));
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => "clicked", "click", "Clicks")] };

        var answer = await chat.AskAsync([Question], streamed: false, options);
        var request = Assert.Single(answer.Messages[0].Contents.OfType<ToolApprovalRequestContent>());
        await chat.AskAsync([Question, .. answer.Messages, new(ChatRole.User, [request.CreateResponse(approved: false, "too dear")])], streamed: false, options);

        var response = chat.Requests[1].Body!.Value.GetProperty("contents")[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("response");
        Assert.Contains("too dear", response.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(response.TryGetProperty("safety_acknowledgement", out _));
    }

    private static List<System.Text.Json.JsonElement> Tools(EmulatedChat chat) => [.. chat.Requests[0].Body!.Value.GetProperty("tools").EnumerateArray()];

    private static async Task<IList<AIContent>> ReadAsync(params string[] parts)
    {
        var service = new FakeService().Answer(parts);
        return (await service.Chat().AskAsync(streaming: false, [Question])).Messages[0].Contents;
    }
}
