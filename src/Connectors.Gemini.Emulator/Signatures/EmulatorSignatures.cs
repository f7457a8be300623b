using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Signatures;

/// <summary>
/// Thought signatures of the emulator. Unlike the service's they can be checked by anyone: each is bound to the part that it was issued for, so
/// that a signature that was moved to another part, or whose part was changed, is found out. What came before the part is not part of it:
/// frameworks shorten histories.
/// </summary>
public static class EmulatorSignatures
{
    private static ReadOnlySpan<byte> Mark => "EMU1"u8;

    private static ReadOnlySpan<byte> EncodedMark => "RU1VM"u8;

    /// <summary>Makes the signature of a part.</summary>
    /// <param name="part">The part as it is answered, in camelCase. A <c>thoughtSignature</c> that it has does not count.</param>
    /// <returns>Standard base64 that begins with <c>RU1VM</c>; always the same for the same part.</returns>
    public static string Issue(JsonObject part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Convert.ToBase64String([.. Mark, .. Digest(part.ToJsonString())]);
    }

    /// <summary>Whether a signature is one of the emulator's, on whatever part; also one that was cut or encoded once more.</summary>
    /// <param name="signature">Base64 in either alphabet.</param>
    public static bool IsIssued(string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return Base64Text.Decode(signature) is { } bytes && (bytes.AsSpan().StartsWith(Mark) || bytes.AsSpan().StartsWith(EncodedMark));
    }

    /// <summary>Whether a signature is the one that was issued for a part.</summary>
    /// <param name="signature">Base64 in either alphabet.</param>
    /// <param name="part">The part, in camelCase or snake_case.</param>
    public static bool IsIssuedFor(string signature, JsonElement part)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return Base64Text.Decode(signature) is { } bytes
            && bytes.AsSpan().SequenceEqual([.. Mark, .. Digest(part)]);
    }

    private static byte[] Digest(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Digest(document.RootElement);
    }

    private static byte[] Digest(JsonElement part)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        PartDigest.Append(hash, part);
        return hash.GetHashAndReset();
    }
}
