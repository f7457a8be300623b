using System.Net.Sockets;
using Connectors.Gemini.Emulator.Faults;

namespace Connectors.Gemini.Emulator.Tests.Server;

public sealed class LifetimeTests
{
    private static readonly string Path = $"v1beta/models/{EmulatorClient.Model}:generateContent";

    [Fact]
    public async Task Emulators_run_side_by_side_on_loopback_ports_of_their_own()
    {
        await using var one = await GeminiEmulator.StartAsync();
        await using var two = await GeminiEmulator.StartAsync();

        Assert.Equal("127.0.0.1", one.BaseAddress.Host);
        Assert.NotEqual(one.BaseAddress.Port, two.BaseAddress.Port);
    }

    [Fact]
    public async Task Stopping_ends_a_hanging_exchange_and_leaves_no_connection()
    {
        var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Faults.Add(Fault.Hang());
        var call = client.PostAsync(Path, EmulatorClient.Ask("x"));
        await emulator.Journal.WaitForAsync(entry => entry.Fault is not null, TestContext.Current.CancellationToken);

        await emulator.StopAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.Equal(0, emulator.OpenConnections);
        Assert.True(emulator.Journal.Entries[0].Completed);
        Assert.False(emulator.Journal.Entries[0].ClientAborted);
        await emulator.DisposeAsync();
    }

    [Fact]
    public async Task A_stopped_emulator_listens_no_more()
    {
        var emulator = await GeminiEmulator.StartAsync();
        await emulator.StopAsync();

        using var socket = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() =>
            socket.ConnectAsync(emulator.BaseAddress.Host, emulator.BaseAddress.Port, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task A_taken_port_is_an_io_exception()
    {
        await using var emulator = await GeminiEmulator.StartAsync();

        await Assert.ThrowsAsync<IOException>(() => GeminiEmulator.StartAsync(new GeminiEmulatorOptions { Port = emulator.BaseAddress.Port }));
    }
}
