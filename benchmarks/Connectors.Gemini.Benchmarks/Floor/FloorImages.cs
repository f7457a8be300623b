using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>The images of an answer.</summary>
internal static class FloorImages
{
    internal static ImageGenerationResponse Read(ReadOnlySpan<byte> json)
    {
        List<AIContent> images = new(1);
        string? mediaType = null;
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("mimeType"u8))
            {
                reader.Read();
                mediaType = reader.GetString();
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                images.Add(new DataContent(reader.GetBytesFromBase64(), mediaType!));
            }
        }

        return new ImageGenerationResponse(images);
    }
}
