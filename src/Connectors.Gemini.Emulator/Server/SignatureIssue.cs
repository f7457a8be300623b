using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>The one place where the server gets the signature of a part.</summary>
internal static class SignatureIssue
{
    public static string Issue(JsonObject part) => Convert.ToBase64String([.. "emulator"u8, .. SHA256.HashData(JsonBytes.Compact(part))]);
}
