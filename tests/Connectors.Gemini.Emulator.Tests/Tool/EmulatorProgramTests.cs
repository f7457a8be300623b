using System.Text;
using System.Threading.Channels;
using Connectors.Gemini.Emulator.Tool;

namespace Connectors.Gemini.Emulator.Tests.Tool;

public sealed class EmulatorProgramTests
{
    [Fact]
    public async Task The_program_tells_its_address_then_each_request_and_stops_when_cancelled()
    {
        using var output = new Lines();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var program = new EmulatorProgram(output, TextWriter.Null).RunAsync(port: 0, isLoose: false, isQuiet: false, stop.Token);
        var address = (await output.NextAsync()).Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Add("x-goog-api-key", "test-key");
        using var response = await http.PostAsync(
            "v1beta/models/gemini-3.8-flash:generateContent", new StringContent(EmulatorClient.Ask("x"), Encoding.UTF8, "application/json"), stop.Token);
        var line = await output.NextAsync();
        await stop.CancelAsync();

        Assert.Equal(0, await program);
        Assert.EndsWith("#1 POST gemini-3.8-flash:generateContent 200 ok", line, StringComparison.Ordinal);
        Assert.StartsWith("Stopped. 0 request(s)", await output.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_told_and_ends_the_program()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var errors = new Lines();

        var exitCode = await new EmulatorProgram(TextWriter.Null, errors).RunAsync(emulator.BaseAddress.Port, isLoose: false, isQuiet: true, TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains($"{emulator.BaseAddress.Port}", await errors.NextAsync(), StringComparison.Ordinal);
    }

    /// <summary>A writer whose lines one can wait for.</summary>
    private sealed class Lines : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public override Task WriteLineAsync(string? value)
        {
            _lines.Writer.TryWrite(value ?? "");
            return Task.CompletedTask;
        }

        public ValueTask<string> NextAsync() => _lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }
}
