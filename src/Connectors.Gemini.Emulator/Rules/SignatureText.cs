using System.Buffers;
using System.Text;
using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>What a signature looks like.</summary>
internal static class SignatureText
{
    // The service's own are hundreds of bytes; the shortest recorded one is far longer than this.
    private const int LeastOpaqueLength = 32;

    private static readonly SearchValues<byte> Base64Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="u8);

    /// <summary>Whether the service could have issued the text: long enough, and not base64 of base64, which is a signature that a client encoded once more.</summary>
    public static bool IsPlausible(string signature) =>
        Base64Text.Decode(signature) is { Length: >= LeastOpaqueLength } bytes
        && !(bytes.AsSpan().IndexOfAnyExcept(Base64Characters) < 0 && Base64Text.Decode(Encoding.ASCII.GetString(bytes)) is not null);

    /// <summary>Whether the text is one of the documented words that switch validation off, plain or as base64 of its characters.</summary>
    public static bool IsSentinel(string signature, bool isVertex) =>
        IsSentinelWord(signature, isVertex)
        || (Base64Text.Decode(signature) is { } bytes && IsSentinelWord(Encoding.UTF8.GetString(bytes), isVertex));

    private static bool IsSentinelWord(string word, bool isVertex) =>
        word is "skip_thought_signature_validator" || (word is "context_engineering_is_the_way_to_go" && !isVertex);
}
