using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Hosted;

public class HostedBadInputTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "Question?");

    [Theory]
    [InlineData("ftp://example.com/a.pdf")]
    [InlineData("s3://bucket/a.pdf")]
    public async Task An_address_that_the_service_cannot_fetch_is_refused_before_anything_is_sent(string address)
    {
        await using var chat = await EmulatedChat.StartAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() =>
            chat.AskAsync([new ChatMessage(ChatRole.User, [new TextContent("Read it."), new UriContent(address, "application/pdf")])], streamed: false));

        Assert.Contains(address, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(chat.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_in_cloud_storage_and_registered_files_go_as_references(bool isVertex)
    {
        await using var chat = await EmulatedChat.StartAsync(isVertex: isVertex);

        await chat.AskAsync(
            [new ChatMessage(ChatRole.User, [new UriContent("gs://bucket/a.pdf", "application/pdf"), new UriContent("https://example.com/b.png", "image/png"), new TextContent("Read them.")])],
            streamed: false);

        var parts = chat.Requests[0].Body!.Value.GetProperty("contents")[0].GetProperty("parts");
        Assert.Equal("gs://bucket/a.pdf", parts[0].GetProperty("fileData").GetProperty("fileUri").GetString());
        Assert.Equal("https://example.com/b.png", parts[1].GetProperty("fileData").GetProperty("fileUri").GetString());
    }

    [Theory]
    [InlineData("time range", true)]
    [InlineData("File Search", true)]
    [InlineData("MCP", true)]
    [InlineData("exclude domains", false)]
    public async Task A_tool_that_only_the_other_surface_has_is_refused_before_anything_is_sent(string named, bool isVertex)
    {
        await using var chat = await EmulatedChat.StartAsync(isVertex: isVertex);
        AITool tool = named switch
        {
            "time range" => GeminiTools.GoogleSearch(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)),
            "File Search" => GeminiTools.FileSearch(["manuals"]),
            "MCP" => new HostedMcpServerTool("docs", new Uri("https://mcp.example.com/")),
            _ => GeminiTools.GoogleSearch(excludeDomains: ["example.com"]),
        };

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [tool] }));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Vertex AI", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(chat.Requests);
    }

    [Theory]
    [InlineData("gemini.startTime")]
    [InlineData("gemini.endTime")]
    public async Task Half_a_time_range_is_refused_however_it_is_given(string end)
    {
        var refusal = await RefusedAsync<ArgumentException>(new HostedWebSearchTool(new Dictionary<string, object?> { [end] = "2026-01-01T00:00:00Z" }));
        Assert.Contains("both ends", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_Gemini_does_not_have_is_refused_by_name()
    {
        var refusal = await RefusedAsync<NotSupportedException>(new UnknownTool());
        Assert.Contains(nameof(UnknownTool), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_the_code_interpreter_are_refused_instead_of_lost()
    {
        var refusal = await RefusedAsync<NotSupportedException>(new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("files/a")] });
        Assert.Contains("HostedCodeInterpreterTool.Inputs", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_search_without_a_store_is_refused(bool isNull)
    {
        var refusal = await RefusedAsync<ArgumentException>(new HostedFileSearchTool { Inputs = isNull ? null : [] });
        Assert.Contains("names no File Search store", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_search_in_what_is_no_store_is_refused_by_its_type()
    {
        var refusal = await RefusedAsync<NotSupportedException>(new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("manuals"), new HostedFileContent("files/a")] });
        Assert.Contains(nameof(HostedFileContent), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_MCP_server_whose_calls_the_app_wants_to_choose_or_approve_is_refused()
    {
        await RefusedAsync<NotSupportedException>(Server(static server => server.AllowedTools = ["search"]));
        await RefusedAsync<NotSupportedException>(Server(static server => server.ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire));
        await RefusedAsync<NotSupportedException>(Server(static server => server.ApprovalMode = HostedMcpServerToolApprovalMode.RequireSpecific(["search"], null)));
    }

    [Theory]
    [InlineData("connector_dropbox")]
    [InlineData("/mcp")]
    [InlineData("ftp://mcp.example.com/")]
    public async Task An_MCP_server_without_an_address_on_the_web_is_refused(string address)
    {
        var refusal = await RefusedAsync<ArgumentException>(new HostedMcpServerTool("docs", address));
        Assert.Contains($"'{address}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_asked_for_again_once_and_then_is_the_services_401()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Error(new ServiceError(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")).OnCalls(1, 3));
        var tokens = 0;
        using var gemini = new GeminiClient(new GeminiClientOptions
        {
            Credential = GeminiCredential.BearerToken(_ => new($"token-{++tokens}-of-a-user")),
            BaseAddress = emulator.BaseAddress,
        });
        var chat = gemini.AsIChatClient("gemini-3.8-flash");

        var refusal = await Assert.ThrowsAsync<GeminiException>(() => chat.GetResponseAsync("Hello", cancellationToken: EmulatedChat.Cancellation));
        var renewed = tokens;
        var answer = await chat.GetResponseAsync("Hello", cancellationToken: EmulatedChat.Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        Assert.Equal("UNAUTHENTICATED", refusal.Status);
        Assert.False(refusal.IsTransient);
        Assert.DoesNotContain("token-1", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, renewed);
        Assert.NotEmpty(answer.Text);
        Assert.Equal(4, tokens);
    }

    [Fact]
    public async Task Results_of_the_services_own_tools_that_lost_their_call_are_left_out()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(
            Reply.Empty().ThenCode("print(1)", "1").ThenServerTool("GOOGLE_SEARCH_WEB", """{"queries":["q"]}""", """{"results":[]}""").ThenText("Done."), Reply.Text("Again."));
        var answer = await chat.AskAsync([Question], streamed: false);
        var cut = answer.Messages[0].Clone();
        // As a reducer leaves it that keeps the end of a long conversation.
        cut.Contents = [.. answer.Messages[0].Contents.Where(content => content is not (CodeInterpreterToolCallContent or WebSearchToolCallContent))];

        await chat.AskAsync(EmulatedChat.ThroughJson([Question, cut, new(ChatRole.User, "And?")]), streamed: false);

        var parts = EmulatedChat.ModelParts(chat.Requests[1]).ToList();
        Assert.DoesNotContain(parts, part => part.TryGetProperty("codeExecutionResult", out _) || part.TryGetProperty("toolResponse", out _));
        Assert.Contains(parts, part => part.TryGetProperty("text", out var text) && text.GetString() == "Done.");
    }

    [Fact]
    public async Task A_cut_stream_names_its_request_and_the_services_id_of_the_answer()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Text("one two").InPieces(4).Streamed(new StreamPlan { TextPiece = 4, NoFinish = true }));

        var cut = await Assert.ThrowsAsync<GeminiException>(() => chat.AskAsync([Question], streamed: true));

        Assert.Equal("/v1beta/models/gemini-3.8-flash:streamGenerateContent", cut.RequestPath);
        Assert.Equal(cut.PartialResponse!.ResponseId, cut.ResponseId);
        Assert.Equal("one two", cut.PartialResponse.Text);
    }

    [Fact]
    public async Task Where_the_service_gives_no_id_the_exception_has_none()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Json("""{"candidates":[{"content":{"role":"model","parts":[{"text":"one"}]},"index":0}]}"""));

        var cut = await Assert.ThrowsAsync<GeminiException>(() => chat.AskAsync([Question], streamed: true));

        Assert.Null(cut.ResponseId);
        Assert.Equal("one", cut.PartialResponse!.Text);
    }

    [Fact]
    public async Task What_a_function_returns_beside_words_and_media_is_read_as_JSON_and_not_lost()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Call("f"), Reply.Text("Done."));
        using var invoking = chat.Chat.AsBuilder().UseFunctionInvocation().Build();
        AIContent[] returned = [new TextContent("words"), new ErrorContent("half of it failed"), new HostedVectorStoreContent("store-1")];

        await invoking.GetResponseAsync([Question], new ChatOptions { Tools = [AIFunctionFactory.Create(() => returned, "f")] }, EmulatedChat.Cancellation);

        var output = Response(chat).GetProperty("output").GetString()!;
        Assert.StartsWith("words\nhalf of it failed\n", output, StringComparison.Ordinal);
        Assert.Contains("store-1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_of_any_type_is_sent_as_what_its_bytes_are_with_the_object_beside_it_as_the_response()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Call("look"), Reply.Text("Done."));
        using var invoking = chat.Chat.AsBuilder().UseFunctionInvocation().Build();
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        AIContent[] screen = [new TextContent("""{"url":"https://example.com/"}"""), new DataContent(png, "image/*")];

        await invoking.GetResponseAsync([Question], new ChatOptions { Tools = [AIFunctionFactory.Create(() => screen, "look")] }, EmulatedChat.Cancellation);

        Assert.Equal("""{"url":"https://example.com/"}""", Response(chat).GetRawText());
        var media = FunctionResponse(chat).GetProperty("parts")[0].GetProperty("inlineData");
        Assert.Equal("image/png", media.GetProperty("mimeType").GetString());
        Assert.Equal(png, media.GetProperty("data").GetBytesFromBase64());
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task Consent_to_an_action_goes_through_function_invocation(bool streamed, bool approved)
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(
            Reply.Call("click", new JsonObject { ["x"] = 10, ["safety_decision"] = new JsonObject { ["decision"] = "require_confirmation", ["explanation"] = "It buys." } }),
            Reply.Text("Done."));
        var clicks = 0;
        using var invoking = new FunctionInvokingChatClient(chat.Chat) { AdditionalTools = [AIFunctionFactory.Create((int x) => $"clicked {++clicks} at {x}", "click")] };
        var options = new ChatOptions { Tools = [GeminiTools.ComputerUse()] };
        async Task<ChatResponse> AskAsync(List<ChatMessage> messages) => streamed
            ? await invoking.GetStreamingResponseAsync(messages, options, EmulatedChat.Cancellation).ToChatResponseAsync(EmulatedChat.Cancellation)
            : await invoking.GetResponseAsync(messages, options, EmulatedChat.Cancellation);
        List<ChatMessage> history = [Question];

        history.AddRange((await AskAsync(history)).Messages);
        Assert.Equal(0, clicks);
        history = EmulatedChat.ThroughJson(history);
        var request = Assert.Single(history.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>());
        history.Add(new(ChatRole.User, [request.CreateResponse(approved, approved ? null : "Not now.")]));
        var answer = await AskAsync(history);

        Assert.Equal("Done.", answer.Text);
        Assert.Equal(approved ? 1 : 0, clicks);
        Assert.Equal(2, chat.Requests.Count);
        var response = Response(chat);
        Assert.Equal(approved, response.TryGetProperty("safety_acknowledgement", out _));
        Assert.Equal(!approved, response.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_remote_MCP_server_is_declared_and_what_it_did_goes_back_unchanged(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(
            Reply.Part("""{"functionCall":{"id":"m1","name":"docs_search","args":{"q":"a"}}}""").ThenPart("""{"functionResponse":{"id":"m1","name":"docs_search","response":{"content":"b"}}}""").ThenText("It is b."),
            Reply.Text("Yes."));
        var options = new ChatOptions
        {
            Tools = [new HostedMcpServerTool("docs", new Uri("https://mcp.example.com/")) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-team"] = "a" } }],
        };

        var answer = await chat.AskAsync([Question], streamed, options);
        await chat.AskAsync(EmulatedChat.ThroughJson([Question, .. answer.Messages, new(ChatRole.User, "Sure?")]), streamed, options);

        var server = chat.Requests[0].Body!.Value.GetProperty("tools")[0].GetProperty("mcpServers")[0];
        Assert.Equal("docs", server.GetProperty("name").GetString());
        Assert.Equal("https://mcp.example.com/", server.GetProperty("streamableHttpTransport").GetProperty("url").GetString());
        var parts = EmulatedChat.ModelParts(chat.Requests[1]).ToList();
        Assert.Equal("docs_search", parts[0].GetProperty("functionCall").GetProperty("name").GetString());
        Assert.Equal("""{"content":"b"}""", parts[1].GetProperty("functionResponse").GetProperty("response").GetRawText());
    }

    private static JsonElement FunctionResponse(EmulatedChat chat) =>
        chat.Requests[1].Body!.Value.GetProperty("contents").EnumerateArray().Last().GetProperty("parts")[0].GetProperty("functionResponse");

    private static JsonElement Response(EmulatedChat chat) => FunctionResponse(chat).GetProperty("response");

    /// <summary>The exception that the tool is refused with; nothing is sent.</summary>
    private static async Task<T> RefusedAsync<T>(AITool tool)
        where T : Exception
    {
        await using var chat = await EmulatedChat.StartAsync();
        var refusal = await Assert.ThrowsAsync<T>(() => chat.AskAsync([Question], streamed: false, new ChatOptions { Tools = [tool] }));
        Assert.Empty(chat.Requests);
        return refusal;
    }

    private static HostedMcpServerTool Server(Action<HostedMcpServerTool> change)
    {
        HostedMcpServerTool server = new("docs", new Uri("https://mcp.example.com/"));
        change(server);
        return server;
    }

    private sealed class UnknownTool : AITool;
}
