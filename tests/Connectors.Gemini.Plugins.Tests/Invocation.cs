using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins.Tests;

/// <summary>A plugin's function as an agent calls it.</summary>
internal static class Invocation
{
    public static async Task<JsonElement> InvokeAsync(this IGeminiPlugin plugin, AIFunctionArguments arguments, ILogger? log = null, int function = 0) =>
        (JsonElement)(await plugin.AsAIFunctions(log)[function].InvokeAsync(arguments, Desk.Cancellation))!;

    public static string Error(this JsonElement result) => result.GetProperty("error").GetString()!;

    /// <summary>A policy over names of the test's own.</summary>
    public static Func<string, CancellationToken, Task<IPAddress[]>> Names(params (string Host, string Address)[] hosts) => (host, _) =>
        Task.FromResult(hosts.Where(known => known.Host == host).Select(known => IPAddress.Parse(known.Address)).ToArray());
}
