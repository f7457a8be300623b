using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Connectors.Gemini.Emulator.Messages;

/// <summary>Base64 as the service takes it: standard or url-safe, with or without padding.</summary>
internal static class Base64Text
{
    /// <summary>Whether a JSON string is base64, without decoding it: it may be a hundred megabytes.</summary>
    public static bool IsValid(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return raw.Contains((byte)'\\') ? IsValid(Encoding.UTF8.GetBytes(text.GetString()!)) : IsValid(raw);
    }

    /// <summary>The bytes of base64 in either alphabet; <see langword="null"/> if it is none.</summary>
    public static byte[]? Decode(string text)
    {
        var standard = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        standard = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var bytes = new byte[standard.Length / 4 * 3];
        return Convert.TryFromBase64String(standard, bytes, out var written) ? bytes[..written] : null;
    }

    private static bool IsValid(ReadOnlySpan<byte> text) =>
        Base64.IsValid(text)
        || Base64Url.IsValid(text)
        || (text.Length % 4 is 2 or 3 && Base64.IsValid([.. text, .. text.Length % 4 == 2 ? "=="u8 : "="u8]));
}
