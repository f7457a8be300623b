using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Tests.DependencyInjection;
using Connectors.Gemini.Tests.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Gemini.Tests.Secrets;

/// <summary>A key that must not turn up in anything but its own header.</summary>
public class CanaryTests
{
    private const string Canary = "AIza-canary-0123456789";
    private const string Model = "gemini-3.8-flash";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public enum Failure
    {
        None,
        Error400,
        Error401,
        Error429Retried,
        Html,
        Empty,
        Reset,
        EchoesTheKey,
    }

    public static MatrixTheoryData<Failure, bool> Failures => new(Enum.GetValues<Failure>(), [false, true]);

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task It_is_in_no_log_exception_trace_or_journal(Failure failure, bool isBearer)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        Strike(emulator, failure);
        var seen = new Everything();
        using var listener = seen.Listen();
        var options = new GeminiClientOptions { BaseAddress = emulator.BaseAddress, LoggerFactory = seen.Log, Retry = { MaxAttempts = 2, BaseDelay = TimeSpan.Zero } };
        if (isBearer)
        {
            options.Credential = GeminiCredential.BearerToken(_ => new(Canary));
        }
        else
        {
            options.ApiKey = Canary;
        }

        seen.Note(options);
        seen.Note(options.Credential);
        using var gemini = new GeminiClient(options);
        using var chat = gemini.AsIChatClient(Model).AsBuilder().UseLogging(seen.Log).UseOpenTelemetry(seen.Log, "canary-test", telemetry => telemetry.EnableSensitiveData = true).Build();
        seen.Note(gemini);
        seen.Note(chat);
        seen.Note(chat.GetService<ChatClientMetadata>()!.ProviderUri);

        await AskAsync(chat, seen);
        await AskStreamedAsync(chat, seen);
        await seen.TryAsync(() => gemini.Models.GetAsync(Model, Token));
        await seen.TryAsync(async () => await gemini.Models.ListAsync(cancellationToken: Token).ToListAsync(Token));

        foreach (var entry in emulator.Journal.Entries)
        {
            seen.Note(entry.PathAndQuery + entry.Body + string.Join('\n', entry.Headers));
        }

        using var http = new HttpClient { BaseAddress = emulator.BaseAddress };
        seen.Note(await http.GetStringAsync("__gemini/journal", Token));
        seen.AssertWithout(Canary);
        Assert.NotEmpty(emulator.Journal.Entries);
        Assert.True(seen.Count > 10, "Too little was looked at.");
    }

    [Fact]
    public async Task The_requests_address_does_not_hold_it()
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, Options.WireHandler.TextAnswer("OK"));
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = Canary, HttpClient = new HttpClient(handler) });

        await gemini.AsIChatClient(Model).GetResponseAsync("Hello", cancellationToken: Token);

        var request = Assert.Single(handler.Requests);
        Assert.DoesNotContain(Canary, request.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, request.Body!, StringComparison.Ordinal);
        Assert.Equal(["x-goog-api-key"], request.Headers.Where(header => header.Value.Contains(Canary, StringComparison.Ordinal)).Select(header => header.Key));
    }

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task Our_connections_do_not_carry_it_to_another_origin(HttpStatusCode status)
    {
        await using var elsewhere = await GeminiEmulator.StartAsync();
        await using var origin = Redirecting(status, elsewhere.BaseAddress);
        var seen = new Everything();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = Canary, BaseAddress = origin.Address, LoggerFactory = seen.Log });
        var chat = gemini.AsIChatClient(Model);

        var error = await Assert.ThrowsAsync<GeminiException>(() => chat.GetResponseAsync("Hello", cancellationToken: Token));
        await seen.TryAsync(() => chat.GetStreamingResponseAsync("Hello", cancellationToken: Token).ToChatResponseAsync(Token));

        Assert.Contains("redirect", error.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Journal.Entries);
        seen.Note(error);
        seen.AssertWithout(Canary);
    }

    [Fact]
    public async Task A_callers_handler_that_follows_is_told_that_it_may_have_gone_along()
    {
        await using var elsewhere = await GeminiEmulator.StartAsync();
        await using var origin = Redirecting(HttpStatusCode.TemporaryRedirect, elsewhere.BaseAddress);
        using var http = new HttpClient();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = Canary, BaseAddress = origin.Address, HttpClient = http });

        var error = await Assert.ThrowsAsync<GeminiException>(() => gemini.AsIChatClient(Model).GetResponseAsync("Hello", cancellationToken: Token));

        Assert.Contains("AllowAutoRedirect", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Canary + "\n")]
    [InlineData(" " + Canary)]
    public async Task White_space_around_it_does_not_matter(string key)
    {
        await using var emulator = await GeminiEmulator.StartAsync(new() { ValidApiKeys = [Canary] });
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = key, BaseAddress = emulator.BaseAddress });

        Assert.NotEmpty((await gemini.AsIChatClient(Model).GetResponseAsync("Hello", cancellationToken: Token)).Text);
    }

    [Theory]
    [InlineData(Canary + "\nX: y")]
    [InlineData(Canary + " and more")]
    [InlineData(Canary + "\u00e9")]
    [InlineData(Canary + "\0")]
    public void A_key_that_no_header_may_carry_is_refused_without_repeating_it(string key)
    {
        foreach (var exception in new[]
        {
            Assert.ThrowsAny<ArgumentException>(() => new GeminiClient(key)),
            Assert.ThrowsAny<ArgumentException>(() => new GeminiClient(new GeminiClientOptions { ApiKey = key })),
            Assert.ThrowsAny<ArgumentException>(() => GeminiCredential.ApiKey(key)),
            Assert.ThrowsAny<ArgumentException>(() => GeminiCredential.Ephemeral(key)),
        })
        {
            Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bearer_token_that_no_header_may_carry_is_refused_without_repeating_it()
    {
        using var gemini = new GeminiClient(new GeminiClientOptions { Credential = GeminiCredential.BearerToken(_ => new(Canary + "\nX: y")) });

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => gemini.AsIChatClient(Model).GetResponseAsync("Hello", cancellationToken: Token));

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_of_the_caller_is_a_secret_too()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Body(400, $"Bad credentials: Bearer {Canary}"));
        var seen = new Everything();
        using var gemini = new GeminiClient(new GeminiClientOptions { BaseAddress = emulator.BaseAddress, Headers = { ["Authorization"] = "Bearer " + Canary }, LoggerFactory = seen.Log });

        await AskAsync(gemini.AsIChatClient(Model), seen);

        seen.AssertWithout(Canary);
    }

    [Fact]
    public async Task The_factorys_own_request_logs_at_trace_do_not_hold_it()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        var seen = new Everything();
        using var host = Hosts.Build(
            services => services
                .AddGemini(Hosts.Section(("ApiKey", Canary), ("BaseAddress", emulator.BaseAddress.AbsoluteUri)))
                .AddChatClient(Model),
            seen.Log);
        await host.StartAsync(Token);

        await AskAsync(host.Services.GetRequiredService<IChatClient>(), seen);

        Assert.Contains(seen.Log.Lines, line => line.Contains("Request Headers", StringComparison.Ordinal));
        seen.AssertWithout(Canary);
    }

    private static void Strike(GeminiEmulator emulator, Failure failure)
    {
        var fault = failure switch
        {
            Failure.Error400 => Fault.Error(ServiceError.ApiKeyInvalid()),
            Failure.Error401 => Fault.Error(new ServiceError(401, "UNAUTHENTICATED", "No.")),
            Failure.Error429Retried => Fault.Error(ServiceError.QuotaExceeded()),
            Failure.Html => Fault.Html(),
            Failure.Empty => Fault.EmptyBody(),
            Failure.Reset => Fault.Reset(),
            // Gateways do.
            Failure.EchoesTheKey => Fault.Error(new ServiceError(403, "PERMISSION_DENIED", $"Consumer 'api_key:{Canary}' has been suspended.")),
            _ => null,
        };
        if (fault is not null)
        {
            emulator.Faults.Add(fault);
        }
    }

    private static RawServer Redirecting(HttpStatusCode status, Uri elsewhere) => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync($"HTTP/1.1 {(int)status} Moved\r\nLocation: {elsewhere}v1beta/models/{Model}:generateContent\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });

    private static Task AskAsync(IChatClient chat, Everything seen) => seen.TryAsync(() => chat.GetResponseAsync("Hello", cancellationToken: Token));

    private static Task AskStreamedAsync(IChatClient chat, Everything seen) => seen.TryAsync(() => chat.GetStreamingResponseAsync("Hello", cancellationToken: Token).ToChatResponseAsync(Token));

    /// <summary>Everything that a client emits, as text.</summary>
    private sealed class Everything
    {
        private readonly ConcurrentQueue<string> _texts = new();

        public LogLines Log { get; } = new();

        public int Count => _texts.Count + Log.Lines.Count;

        public ActivityListener Listen()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = static _ => true,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    // Other tests run beside this one and say their own canaries on purpose; this one's activities are enough.
                    if (activity.Source.Name is "canary-test" or "System.Net.Http")
                    {
                        Note(activity.DisplayName);
                        foreach (var tag in activity.TagObjects)
                        {
                            Note($"{tag.Key}={tag.Value}");
                        }

                        foreach (var note in activity.Events)
                        {
                            Note($"{note.Name} {string.Join(';', note.Tags)}");
                        }
                    }
                },
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }

        public void Note(object? value) => _texts.Enqueue(value?.ToString() ?? "");

        public async Task TryAsync<T>(Func<Task<T>> call)
        {
            try
            {
                Note(JsonSerializer.Serialize(await call(), AIJsonUtilities.DefaultOptions));
            }
            catch (Exception exception)
            {
                for (var inner = exception; inner is not null; inner = inner.InnerException)
                {
                    Note(inner.Message);
                    Note(inner);
                    foreach (System.Collections.DictionaryEntry entry in inner.Data)
                    {
                        Note($"{entry.Key}={entry.Value}");
                    }

                    foreach (var property in inner.GetType().GetProperties())
                    {
                        Note(property.GetValue(inner));
                    }

                    if (inner is GeminiException gemini)
                    {
                        Note(string.Join('\n', gemini.Details));
                        Note(string.Join('\n', gemini.Metadata));
                    }
                }
            }
        }

        public void AssertWithout(string secret)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
            Assert.All(_texts.Concat(Log.Lines), text =>
            {
                Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(encoded, text, StringComparison.Ordinal);
            });
        }
    }
}
