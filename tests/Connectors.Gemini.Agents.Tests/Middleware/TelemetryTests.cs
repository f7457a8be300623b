using System.Collections.Concurrent;
using System.Diagnostics;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Connectors.Gemini.Agents.Tests.Middleware;

public class TelemetryTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Each_request_is_one_span_of_gcp_gemini_and_its_tokens_count_once(bool streaming, bool sensitive)
    {
        var source = $"test.{Guid.NewGuid()}";
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(source).AddInMemoryExporter(spans).Build();
        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter(source).AddInMemoryExporter(metrics).Build();
        await using var scene = await Scene.StartAsync(Trip.Replies[..2]);
        var client = scene.Client().AsBuilder()
            .UseFunctionInvocation()
            .UseOpenTelemetry(sourceName: source, configure: telemetry => telemetry.EnableSensitiveData = sensitive)
            .Build();

        var response = await client.AskAsync(streaming, [new(ChatRole.User, Trip.Question)], Trip.Options(Trip.Tools));
        meters.ForceFlush();

        var chats = spans.Where(span => span.DisplayName.StartsWith("chat ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, chats.Count);
        Assert.All(chats, span =>
        {
            Assert.Equal("gcp.gemini", span.GetTagItem("gen_ai.provider.name"));
            Assert.Equal(Scene.Model, span.GetTagItem("gen_ai.request.model"));
            Assert.Equal(Scene.Model, span.GetTagItem("gen_ai.response.model"));
            Assert.Equal("127.0.0.1", span.GetTagItem("server.address"));
            Assert.Equal(scene.Emulator.BaseAddress.Port, span.GetTagItem("server.port"));
        });
        Assert.Equal(response.Usage!.InputTokenCount, chats.Sum(span => (int)span.GetTagItem("gen_ai.usage.input_tokens")!));
        Assert.Equal(response.Usage.OutputTokenCount, chats.Sum(span => (int)span.GetTagItem("gen_ai.usage.output_tokens")!));

        double counted = 0;
        foreach (ref readonly var point in metrics.Single(metric => metric.Name == "gen_ai.client.token.usage").GetMetricPoints())
        {
            counted += point.GetHistogramSum();
        }

        Assert.Equal(response.Usage.InputTokenCount + response.Usage.OutputTokenCount, (long)counted);
        AssertNoSecret(spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Concat(span.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Value}")))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_request_is_a_failed_span_without_a_secret(bool streaming)
    {
        var source = $"test.{Guid.NewGuid()}";
        List<Activity> spans = [];
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(source).AddInMemoryExporter(spans).Build();
        await using var scene = await Scene.StartAsync(Reply.Error(ServiceError.ApiKeyInvalid()));
        var client = scene.Client().AsBuilder().UseOpenTelemetry(sourceName: source, configure: telemetry => telemetry.EnableSensitiveData = true).Build();

        await Assert.ThrowsAsync<GeminiException>(() => client.AskAsync(streaming, [new(ChatRole.User, "Hi")]));

        var span = Assert.Single(spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        AssertNoSecret([span.StatusDescription ?? "", .. span.TagObjects.Select(tag => $"{tag.Value}"), .. span.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Value}"))]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logs_say_what_happens_and_no_secret(bool streaming)
    {
        var lines = new LogLines();
        await using var scene = await Scene.StartAsync(Reply.Text("Hello."), Reply.Error(ServiceError.Internal()));
        var client = scene.Client().AsBuilder().UseLogging(lines).Build();

        await client.AskAsync(streaming, [new(ChatRole.User, "Hi")], new GeminiChatOptions { IncludeThoughts = true });
        await Assert.ThrowsAsync<GeminiException>(() => client.AskAsync(streaming, [new(ChatRole.User, "Hi")]));

        Assert.Contains(lines.All, line => line.Contains("invoked", StringComparison.Ordinal));
        Assert.Contains(lines.All, line => line.Contains("completed", StringComparison.Ordinal));
        Assert.Contains(lines.All, line => line.Contains("failed", StringComparison.Ordinal));
        Assert.Contains(lines.All, line => line.Contains("Hello.", StringComparison.Ordinal));
        AssertNoSecret(lines.All);
    }

    private static void AssertNoSecret(IEnumerable<string> texts) => Assert.All(texts, text => Assert.DoesNotContain(Scene.ApiKey, text, StringComparison.Ordinal));

    private sealed class LogLines : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> All => _lines;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
