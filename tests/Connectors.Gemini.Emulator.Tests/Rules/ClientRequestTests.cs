using System.Text.Json;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class ClientRequestTests(ITestOutputHelper output)
{
    // What these clients send is no verdict of the service, but a name that they send and the table lacks is a gap in the table.
    [Fact]
    public void Every_name_and_value_that_other_clients_send_is_known()
    {
        var folder = RecordedTraffic.Folder is { } traffic ? Path.Combine(Path.GetDirectoryName(traffic.TrimEnd('/'))!, "sdk-requests") : null;
        Assert.SkipUnless(Directory.Exists(folder), "No recorded requests of other clients beside the recorded traffic.");

        List<string> unknown = [];
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            // Scenarios of sockets have no exchanges.
            if (!document.RootElement.TryGetProperty("exchanges", out var exchanges))
            {
                continue;
            }

            foreach (var exchange in exchanges.EnumerateArray())
            {
                // "m" is a placeholder for a model.
                if (!exchange.TryGetProperty("request", out var request) || !request.TryGetProperty("json", out var body) || !request.TryGetProperty("path", out var path)
                    || path.GetString()!.Contains("/models/m:", StringComparison.Ordinal))
                {
                    continue;
                }

                count++;
                unknown.AddRange(EmulatorRules.Check(new EmulatorRequest
                {
                    Method = "POST",
                    PathAndQuery = path.GetString()!,
                    Body = body,
                    IsVertex = path.GetString()!.Contains("/publishers/google/", StringComparison.Ordinal),
                }).Where(refusal => refusal.RuleId is "unknown-field" or "invalid-value" or "model")
                    .Select(refusal => $"{Path.GetFileName(file)}: {refusal.RuleId} {refusal.Message}"));
            }
        }

        output.WriteLine($"{count} requests");
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
    }
}
