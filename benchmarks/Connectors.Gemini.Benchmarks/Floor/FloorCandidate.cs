using System.Text.Json;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>A candidate of a <see cref="FloorMessage"/>.</summary>
internal sealed class FloorCandidate
{
    internal List<string?> Texts { get; } = new(1);

    internal string? Role { get; private set; }

    internal string? FinishReason { get; private set; }

    internal int Index { get; private set; }

    /// <summary>Reads the object that the reader stands on.</summary>
    internal static FloorCandidate Read(ref Utf8JsonReader reader)
    {
        FloorCandidate candidate = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                candidate.ReadContent(ref reader);
            }
            else if (reader.ValueTextEquals("finishReason"u8))
            {
                candidate.FinishReason = FloorMessage.Repeated(ref reader, "STOP");
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                candidate.Index = reader.GetInt32();
            }
            else
            {
                reader.Skip();
            }
        }

        return candidate;
    }

    private void ReadContent(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                Role = FloorMessage.Repeated(ref reader, "model");
            }
            else if (reader.ValueTextEquals("parts"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadPart(ref reader);
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadPart(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                Texts.Add(reader.GetString());
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
