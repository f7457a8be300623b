using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Journals;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Samples.AgentFramework;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Connectors.Gemini.Agents.Tests;

/// <summary>A strict emulator, clients of it, and another provider beside it that is strict too.</summary>
public sealed class Scene : IAsyncDisposable
{
    /// <summary>Its calls have ids.</summary>
    public const string Model = "gemini-3.8-flash";

    /// <summary>It validates signatures too, and its calls have no ids.</summary>
    public const string ModelWithoutIds = "gemini-3-flash-preview";

    public const string ApiKey = "AIza-the-secret-of-this-test";

    private readonly List<IDisposable> _clients = [];
    private readonly CompletionsServer _other;
    private readonly Queue<CompletionReply> _otherReplies;

    private Scene(GeminiEmulator emulator, CompletionsServer other, Queue<CompletionReply> otherReplies, List<JsonElement> otherRequests, List<string> otherRefusals)
    {
        Emulator = emulator;
        _other = other;
        _otherReplies = otherReplies;
        OtherRequests = otherRequests;
        OtherRefusals = otherRefusals;
    }

    public GeminiEmulator Emulator { get; }

    /// <summary>Gets the requests that the other provider got.</summary>
    public IReadOnlyList<JsonElement> OtherRequests { get; }

    /// <summary>Gets why the other provider refused requests; those that a test asked it to fail are not among them.</summary>
    public IReadOnlyList<string> OtherRefusals { get; }

    public IReadOnlyList<JournalEntry> Journal => Emulator.Journal.Entries;

    /// <summary>Gets the requests that Gemini got.</summary>
    public IReadOnlyList<SentRequest> Requests => [.. Journal.Select(entry => new SentRequest(entry.Body!.Value))];

    public static async Task<Scene> StartAsync(params Reply[] replies)
    {
        var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(replies);
        var otherReplies = new Queue<CompletionReply>();
        var (requests, refusals) = (new List<JsonElement>(), new List<string>());
        var other = await CompletionsServer.StartAsync(request =>
        {
            requests.Add(request);
            if (CompletionRules.Refusal(request) is not { } refusal)
            {
                return otherReplies.Dequeue();
            }

            refusals.Add(refusal);
            return CompletionReply.Refuse(400, refusal);
        });
        return new Scene(emulator, other, otherReplies, requests, refusals);
    }

    /// <summary>A client as a program makes one at its start: nothing is shared with those made before.</summary>
    public IChatClient Client(string model = Model)
    {
        var gemini = new GeminiClient(new GeminiClientOptions
        {
            ApiKey = ApiKey,
            BaseAddress = Emulator.BaseAddress,
            Retry = new GeminiRetryOptions { MaxAttempts = 1 },
        });
        _clients.Add(gemini);
        return gemini.AsIChatClient(model);
    }

    /// <summary>OpenAI's own client, on the other provider.</summary>
    internal IChatClient OtherClient(params CompletionReply[] replies)
    {
        foreach (var reply in replies)
        {
            _otherReplies.Enqueue(reply);
        }

        var options = new OpenAIClientOptions { Endpoint = _other.BaseAddress, RetryPolicy = new ClientRetryPolicy(maxRetries: 0) };
        return new OpenAIClient(new ApiKeyCredential("other-key"), options).GetChatClient("other-model").AsIChatClient();
    }

    /// <summary>Nobody refused anything.</summary>
    public void AssertAccepted()
    {
        Assert.All(Journal, entry => Assert.True(
            entry.Refusals.Count == 0,
            $"{entry.PathAndQuery}: {string.Join("; ", entry.Refusals.Select(refusal => refusal.RuleId + " " + refusal.Message))}\n{entry.Body}"));
        Assert.Empty(OtherRefusals);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _other.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
