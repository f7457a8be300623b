using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Samples.AgentFramework;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Middleware;

public class FailoverTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_conversation_goes_to_another_provider_and_back_step_by_step(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.ThreeCalls, Reply.Thought("Hm.").ThenCall("get_time", Trip.At("Oslo")), Reply.Text("Done."));
        // Gemini answers its first, third and fifth request.
        scene.Emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()).OnCall(2)).Add(Fault.Error(ServiceError.ResourceExhausted()).OnCall(3));
        var other = scene.OtherClient(
            CompletionReply.Call(new CompletionCall("call_1", "get_weather", """{"place":"Rome"}"""), new CompletionCall("call_2", "get_time", """{"place":"Rome"}""")),
            CompletionReply.Say("Half of it."));
        var client = new FunctionInvokingChatClient(new OrderedFailoverChatClient([scene.Client(), other]));
        List<ChatMessage> history = [new(ChatRole.User, Trip.Question)];

        history.AddMessages(await client.AskAsync(streaming, history, Trip.Options(Trip.Tools)));
        history.Add(new ChatMessage(ChatRole.User, "Go on."));
        var response = await client.AskAsync(streaming, history, Trip.Options(Trip.Tools));

        Assert.EndsWith("Done.", response.Text, StringComparison.Ordinal);
        scene.AssertAccepted();
        Assert.Equal(2, scene.OtherRequests.Count);
        Assert.Equal([.. Trip.Calls, "get_weather(Rome)", "get_time(Rome)", "get_time(Oslo)"], scene.Requests[^1].Calls.Select(call => call.Place));
        Assert.Equal(scene.Requests[^1].Calls.Count, scene.Requests[^1].Results.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_step_of_another_provider_in_the_same_turn_gets_the_placeholder_and_the_first_keeps_its_signature(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.ThreeCalls, Reply.Text("Done."));
        scene.Emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()).OnCall(2));
        var other = scene.OtherClient(CompletionReply.Call(new CompletionCall("call_1", "get_weather", """{"place":"Rome"}""")));
        var client = new FunctionInvokingChatClient(new OrderedFailoverChatClient([scene.Client(), other]));

        var response = await client.AskAsync(streaming, [new(ChatRole.User, Trip.Question)], Trip.Options(Trip.Tools));

        Assert.EndsWith("Done.", response.Text, StringComparison.Ordinal);
        scene.AssertAccepted();
        var calls = scene.Requests[^1].Calls;
        Assert.True(calls[0].HasOwnSignature);
        Assert.Equal("skip_thought_signature_validator", calls[3].Signature);
        Assert.Equal("user model user model user", scene.Requests[^1].Roles);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_switched_once_something_was_handed_out(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Reply.Text("Half an answer.").InPieces(5).CutAfter(2));
        var client = new OrderedFailoverChatClient([scene.Client(), scene.OtherClient(CompletionReply.Say("From the other one."))]);
        if (!streaming)
        {
            var response = await client.AskAsync(streaming, [new(ChatRole.User, "Hi")]);
            Assert.NotEmpty(response.Text);
            return;
        }

        var exception = await Assert.ThrowsAsync<GeminiException>(() => client.AskAsync(streaming, [new(ChatRole.User, "Hi")]));

        Assert.True(exception.IsTransient);
        Assert.NotEmpty(exception.PartialResponse!.Text);
        Assert.Empty(scene.OtherRequests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_fails_in_every_way_before_its_first_update_is_passed_over(bool streaming)
    {
        Fault[] faults = [Fault.Error(ServiceError.ApiKeyInvalid()), Fault.Error(ServiceError.Internal()), Fault.Reset(), Fault.Html(), Fault.EmptyBody()];
        foreach (var fault in faults)
        {
            await using var scene = await Scene.StartAsync();
            scene.Emulator.Faults.Add(fault);
            var client = new OrderedFailoverChatClient([scene.Client(), scene.OtherClient(CompletionReply.Say("From the other one."))]);

            var response = await client.AskAsync(streaming, [new(ChatRole.User, "Hi")]);

            Assert.Equal("From the other one.", response.Text.Trim());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_picks_Gemini_or_another_by_the_question_within_one_conversation(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.ThreeCalls, Reply.Text("Three places."), Reply.Text("And a poem."));
        var other = scene.OtherClient(CompletionReply.Say("Roses are red."));
        var gemini = new FunctionInvokingChatClient(scene.Client());
        var router = new SemanticRoutingChatClient(
            new LettersOfAlphabet(),
            new Dictionary<IChatClient, IReadOnlyList<string>> { [other] = ["zzzz"], [gemini] = ["aaaa"] },
            gemini);
        List<ChatMessage> history = [];

        foreach (var question in (string[])["aaaa: places?", "zzzzzzzzzzzz", "aaaaaaaaaaaa"])
        {
            history.Add(new ChatMessage(ChatRole.User, question));
            history.AddMessages(await router.AskAsync(streaming, history, Trip.Options(Trip.Tools)));
        }

        Assert.Equal("And a poem.", history[^1].Text);
        Assert.Single(scene.OtherRequests);
        scene.AssertAccepted();
        Assert.All(scene.Requests[^1].Calls.Take(1), call => Assert.True(call.HasOwnSignature));
    }

    [Fact]
    public async Task A_call_id_of_ours_is_short_enough_for_other_providers_and_unique()
    {
        await using var scene = await Scene.StartAsync(Trip.ThreeCalls);

        var response = await scene.Client(Scene.ModelWithoutIds).AskAsync(streaming: false, [new(ChatRole.User, "Hi")], Trip.Options(Trip.Tools));

        var ids = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => call.CallId).ToList();
        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9_-]{1,40}$", id));
    }

    /// <summary>How often each letter occurs.</summary>
    private sealed class LettersOfAlphabet : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(value =>
                new Embedding<float>(Enumerable.Range('a', 26).Select(letter => (float)value.Count(c => c == letter)).ToArray()))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
