using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>A batch of texts to vectors, in one request.</summary>
internal static class FloorEmbeddings
{
    internal static async Task WriteAsync(Stream stream, IReadOnlyList<string> texts)
    {
        Utf8JsonWriter writer = new(stream, new JsonWriterOptions { SkipValidation = true });
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("requests"u8);
            foreach (var text in texts)
            {
                writer.WriteStartObject();
                writer.WriteString("model"u8, "models/" + Payloads.EmbeddingModel);
                writer.WriteStartObject("content"u8);
                writer.WriteStartArray("parts"u8);
                writer.WriteStartObject();
                writer.WriteString("text"u8, text);
                writer.WriteEndObject();
                writer.WriteEndArray();
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    internal static GeneratedEmbeddings<Embedding<float>> Read(ReadOnlySpan<byte> json, int count)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = new(count);
        var createdAt = DateTimeOffset.UtcNow;
        var numbers = ArrayPool<float>.Shared.Rent(4096);
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("values"u8))
            {
                continue;
            }

            reader.Read();
            var length = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.Number)
            {
                numbers[length++] = reader.GetSingle();
            }

            embeddings.Add(new Embedding<float>(numbers.AsSpan(0, length).ToArray()) { CreatedAt = createdAt, ModelId = Payloads.EmbeddingModel });
        }

        ArrayPool<float>.Shared.Return(numbers);
        return embeddings;
    }
}
