using System.Text.Json;

namespace Connectors.Gemini.Http;

/// <summary>Tells an error object from an answer by its bytes, without reading answers twice.</summary>
internal static class ErrorProbe
{
    /// <summary>Whether the JSON is an object with a member <c>error</c> that is not null.</summary>
    internal static bool HasError(ReadOnlySpan<byte> json)
    {
        // Almost no answer holds these bytes: inside a JSON string the quotes would be escaped.
        if (json.IndexOf("\"error\""u8) < 0)
        {
            return false;
        }

        Utf8JsonReader reader = new(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isError = reader.ValueTextEquals("error"u8);
            if (!reader.Read() || (isError && reader.TokenType != JsonTokenType.Null))
            {
                return isError;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Whether the beginning of a JSON text opens an object whose first member is <c>error</c>.</summary>
    internal static bool StartsWithError(ReadOnlySpan<byte> start)
    {
        Utf8JsonReader reader = new(start, isFinalBlock: false, state: default);
        return reader.Read()
            && reader.TokenType == JsonTokenType.StartObject
            && reader.Read()
            && reader.TokenType == JsonTokenType.PropertyName
            && reader.ValueTextEquals("error"u8);
    }
}
