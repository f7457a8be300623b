using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Connectors.Gemini.Wire;

/// <summary>
/// Reads JSON that is kept as it came. Its strings are decoded only when somebody asks for them: one that stands for no text (bytes that are no UTF-8, an escaped half
/// of a surrogate pair) would throw then, in the caller's code or when the history is saved or sent. So it is refused here, as it is in fields that are read at once.
/// </summary>
internal static class JsonText
{
    /// <exception cref="JsonException">A name or a string is no text.</exception>
    internal static JsonElement ReadElement(ref Utf8JsonReader reader)
    {
        var element = JsonElement.ParseValue(ref reader);
        var json = JsonMarshal.GetRawUtf8Value(element);
        if (!Utf8.IsValid(json) || (HasSurrogateEscape(json) && !IsText(json)))
        {
            throw new JsonException("A string of the JSON stands for no text.");
        }

        return element;
    }

    private static bool HasSurrogateEscape(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    private static bool IsText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, WireJson.ReaderOptions);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
