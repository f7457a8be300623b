using System.Text.Json;
using Connectors.Gemini.Emulator.Signatures;

namespace Connectors.Gemini.Agents.Tests;

/// <summary>A request of generateContent as it was sent.</summary>
public sealed class SentRequest(JsonElement body)
{
    public JsonElement Body => body;

    public List<SentTurn> Turns { get; } = [.. body.GetProperty("contents").EnumerateArray().Select(content => new SentTurn(content))];

    public List<SentPart> Parts => [.. Turns.SelectMany(turn => turn.Parts)];

    public List<SentPart> Calls => [.. Parts.Where(part => part.Call is not null)];

    public List<SentPart> Results => [.. Parts.Where(part => part.Result is not null)];

    /// <summary>Gets the roles: <c>user model user</c>.</summary>
    public string Roles => string.Join(' ', Turns.Select(turn => turn.Role));

    /// <summary>Gets the texts that are no thoughts.</summary>
    public string Text => string.Join('|', Parts.Where(part => part is { IsThought: false, Text.Length: > 0 }).Select(part => part.Text));

    public List<string> FunctionNames => !body.TryGetProperty("tools", out var tools) ? [] :
    [
        .. tools.EnumerateArray()
            .Where(tool => tool.TryGetProperty("functionDeclarations", out _))
            .SelectMany(tool => tool.GetProperty("functionDeclarations").EnumerateArray())
            .Select(function => function.GetProperty("name").GetString()!),
    ];

    public bool HasFunctions => FunctionNames.Count > 0;
}

public sealed class SentTurn(JsonElement content)
{
    public string Role { get; } = content.GetProperty("role").GetString()!;

    public List<SentPart> Parts { get; } = [.. content.GetProperty("parts").EnumerateArray().Select(part => new SentPart(part))];
}

public sealed class SentPart(JsonElement part)
{
    public JsonElement Json => part;

    public string? Text => part.TryGetProperty("text", out var text) ? text.GetString() : null;

    public bool IsThought => part.TryGetProperty("thought", out var thought) && thought.GetBoolean();

    public string? Signature => part.TryGetProperty("thoughtSignature", out var signature) ? signature.GetString() : null;

    /// <summary>Gets whether the signature is the one that was given for this very part.</summary>
    public bool HasOwnSignature => Signature is { } signature && EmulatorSignatures.IsIssuedFor(signature, part);

    public JsonElement? Call => part.TryGetProperty("functionCall", out var call) ? call : null;

    public JsonElement? Result => part.TryGetProperty("functionResponse", out var result) ? result : null;

    public string? Id => (Call ?? Result) is { } payload && payload.TryGetProperty("id", out var id) ? id.GetString() : null;

    public string? Name => (Call ?? Result)?.GetProperty("name").GetString();

    /// <summary>Gets a call as <c>name(place)</c>.</summary>
    public string Place => Call is { } call
        ? $"{Name}({(call.TryGetProperty("args", out var args) && args.TryGetProperty("place", out var place) ? place.GetString() : "")})"
        : "";

    public string Response => Result?.GetProperty("response").GetRawText() ?? "";
}
