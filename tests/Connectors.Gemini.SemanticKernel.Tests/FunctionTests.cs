using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionCallContent = Microsoft.SemanticKernel.FunctionCallContent;

namespace Connectors.Gemini.SemanticKernel.Tests;

public sealed class FunctionTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task A_function_that_throws_is_told_to_the_model()
    {
        await using var stage = await RunAsync(static string () => throw new InvalidOperationException("no such file"));
        Assert.Contains("Error", stage.LastResult("Tool_run")!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task A_function_may_return_ten_megabytes()
    {
        await using var stage = await RunAsync(static () => new string('x', 10 * 1024 * 1024));
        Assert.Equal(10 * 1024 * 1024, stage.LastResult("Tool_run")!["output"]!.GetValue<string>().Length);
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task A_function_may_return_nothing()
    {
        await using var stage = await RunAsync(static () => (string?)null);
        Assert.NotNull(stage.LastResult("Tool_run"));
        Assert.Equal("", stage.Refusals());
    }

    [Theory]
    [InlineData("ImageContent", Stage.Model)]
    [InlineData("ImageContent without a media type", Stage.Model)]
    [InlineData("data URI", Stage.Model)]
    [InlineData("DataContent", Stage.Model)]
    [InlineData("list", Stage.Model)]
    [InlineData("ImageContent", "gemini-2.5-flash")]
    public async Task An_image_goes_to_the_model_as_an_image(string kind, string model)
    {
        await using var stage = await RunAsync(() => ImageOf(kind), model);
        var image = stage.LastRequest["contents"]!.AsArray().SelectMany(static content => content!["parts"]!.AsArray())
            .SelectMany(static part => part!["functionResponse"]?["parts"]?.AsArray().AsEnumerable() ?? [part])
            .Select(static part => part!["inlineData"]).Single(static data => data is not null)!;
        Assert.Equal("image/png", image["mimeType"]!.GetValue<string>());
        Assert.Equal(Convert.ToBase64String(Png), image["data"]!.GetValue<string>());
        Assert.Equal("", stage.Refusals());
    }

    [Theory]
    [InlineData("ImageContent")]
    [InlineData("ImageContent without a media type")]
    [InlineData("DataContent")]
    [InlineData("list")]
    public async Task An_image_is_an_image_also_after_the_chat_history_was_saved_and_loaded(string kind)
    {
        await using var stage = await Stage.StartAsync();
        Add(stage, () => ImageOf(kind));
        stage.Emulator.Script.Next(Reply.Call("Tool_run"), Reply.Text("An image."), Reply.Text("Still one."));
        ChatHistory history = new("Draw.", AuthorRole.User);
        history.Add(await stage.Completion.GetChatMessageContentAsync(history, Auto(), stage.Kernel, TestContext.Current.CancellationToken));
        history = Routes.Turns.Reload(history, isSaved: true);
        history.AddUserMessage("Again.");
        await stage.Completion.GetChatMessageContentAsync(history, Auto(), stage.Kernel, TestContext.Current.CancellationToken);

        Assert.Equal(
            Convert.ToBase64String(Png),
            stage.LastRequest["contents"]![2]!["parts"]![0]!["functionResponse"]!["parts"]![0]!["inlineData"]!["data"]!.GetValue<string>());
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task A_message_of_Semantic_Kernels_keeps_text_and_image_apart()
    {
        await using var stage = await RunAsync(static () => new Microsoft.SemanticKernel.ChatMessageContent(
            AuthorRole.Assistant, [new Microsoft.SemanticKernel.TextContent("a map"), new ImageContent(Png, "image/png")]));
        Assert.Equal("a map", stage.LastResult("Tool_run")!["output"]!.GetValue<string>());
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task A_stream_is_refused_towards_the_model_and_the_conversation_goes_on()
    {
        await using var stage = await RunAsync(static () => new MemoryStream([1, 2, 3]));
        Assert.Contains("stream", stage.LastResult("Tool_run")!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task A_call_to_a_function_that_does_not_exist_is_told_to_the_model()
    {
        await using var stage = await Stage.StartAsync();
        Add(stage, static () => "here");
        stage.Emulator.Script.Next(Reply.Call("Tool_walk"), Reply.Text("I cannot walk."));
        var result = await stage.Kernel.InvokePromptAsync("Walk.", new KernelArguments(Auto()), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("I cannot walk.", result.ToString());
        Assert.Contains("Error", stage.LastResult("Tool_walk")!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task Plugins_with_underscores_are_found_by_kernel_and_by_hand()
    {
        await using var stage = await Stage.StartAsync();
        stage.Kernel.Plugins.Add(KernelPluginFactory.CreateFromFunctions("my_home_plugin", [KernelFunctionFactory.CreateFromMethod(static () => "21 degrees", "read_the_thermostat")]));
        stage.Emulator.Script.When("warm").Reply(Reply.Call("my_home_plugin_read_the_thermostat"));
        stage.Emulator.Script.OnFunctionResult("my_home_plugin_read_the_thermostat").Reply(Reply.Text("21 degrees."));
        var result = await stage.Kernel.InvokePromptAsync("How warm is it?", new KernelArguments(Auto()), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("21 degrees.", result.ToString());

        ChatHistory history = new("How warm is it?", AuthorRole.User);
        var manual = new GeminiPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: false) };
        var answer = await stage.Completion.GetChatMessageContentAsync(history, manual, stage.Kernel, TestContext.Current.CancellationToken);
        history.Add(answer);
        history.Add((await FunctionCallContent.GetFunctionCalls(answer).Single().InvokeAsync(stage.Kernel, TestContext.Current.CancellationToken)).ToChatMessage());
        Assert.Equal("21 degrees.", (await stage.Completion.GetChatMessageContentAsync(history, manual, stage.Kernel, TestContext.Current.CancellationToken)).Content);
        Assert.Contains("21 degrees", stage.LastResult("my_home_plugin_read_the_thermostat")!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task A_filter_sees_each_call_with_the_history_and_may_replace_its_result()
    {
        var filter = new ReplacingFilter();
        await using var stage = await Stage.StartAsync(configure: builder => builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(filter));
        Add(stage, static () => "from the function");
        stage.Emulator.Script.Next(Reply.Call("Tool_run").ThenCall("Tool_run"), Reply.Text("Done."));
        await stage.Kernel.InvokePromptAsync("Run twice.", new KernelArguments(Auto()), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["Tool.run 0/2", "Tool.run 1/2"], filter.Seen);
        Assert.Equal("from the filter", stage.LastResult("Tool_run")!["output"]!.GetValue<string>());
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task A_filter_that_terminates_leaves_a_history_that_can_go_on()
    {
        await using var stage = await Stage.StartAsync(configure: static builder => builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(new TerminatingFilter()));
        Add(stage, static () => "ran");
        stage.Emulator.Script.Next(Reply.Call("Tool_run").ThenCall("Tool_run"), Reply.Text("Going on."));
        ChatHistory history = new("Run twice.", AuthorRole.User);
        history.Add(await stage.Completion.GetChatMessageContentAsync(history, Auto(), stage.Kernel, TestContext.Current.CancellationToken));
        Assert.Single(stage.Requests);
        history.AddUserMessage("Go on.");
        Assert.Equal("Going on.", (await stage.Completion.GetChatMessageContentAsync(history, Auto(), stage.Kernel, TestContext.Current.CancellationToken)).Content);
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task A_required_function_is_forced_once()
    {
        await using var stage = await Stage.StartAsync();
        Add(stage, static () => "ran");
        stage.Emulator.Script.Next(Reply.Call("Tool_run"), Reply.Text("Done."));
        await stage.Kernel.InvokePromptAsync(
            "Run.", new KernelArguments(new GeminiPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Required() }), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("ANY", stage.Requests[0]["toolConfig"]!["functionCallingConfig"]!["mode"]!.GetValue<string>());
        Assert.NotEqual("ANY", stage.Requests[1]["toolConfig"]?["functionCallingConfig"]?["mode"]?.GetValue<string>());
        Assert.Equal("", stage.Refusals());
    }

    private static GeminiPromptExecutionSettings Auto() => new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

    private static object ImageOf(string kind) => kind switch
    {
        "ImageContent" => new ImageContent(Png, "image/png"),
        "ImageContent without a media type" => new ImageContent(Png, mimeType: null),
        "data URI" => new ImageContent("data:image/png;base64," + Convert.ToBase64String(Png)),
        "DataContent" => new DataContent(Png, "image/png"),
        "list" => new List<KernelContent> { new Microsoft.SemanticKernel.TextContent("see"), new ImageContent(Png, "image/png") },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static void Add(Stage stage, Delegate function) =>
        stage.Kernel.Plugins.Add(KernelPluginFactory.CreateFromFunctions("Tool", [KernelFunctionFactory.CreateFromMethod(function, "run")]));

    private static async Task<Stage> RunAsync(Delegate function, string model = Stage.Model)
    {
        var stage = await Stage.StartAsync(model);
        Add(stage, function);
        stage.Emulator.Script.Next(Reply.Call("Tool_run", []), Reply.Text("Done."));
        var result = await stage.Kernel.InvokePromptAsync("Run.", new KernelArguments(Auto()), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Done.", result.ToString());
        Assert.Equal(2, stage.Requests.Count);
        return stage;
    }

    private sealed class ReplacingFilter : IAutoFunctionInvocationFilter
    {
        public List<string> Seen { get; } = [];

        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            Assert.Contains(context.ChatHistory, static message => message.Role == AuthorRole.User && message.Content == "Run twice.");
            Seen.Add($"{context.Function.PluginName}.{context.Function.Name} {context.FunctionSequenceIndex}/{context.FunctionCount}");
            context.Result = new Microsoft.SemanticKernel.FunctionResult(context.Function, "from the filter");
        }
    }

    private sealed class TerminatingFilter : IAutoFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            context.Terminate = true;
        }
    }
}
