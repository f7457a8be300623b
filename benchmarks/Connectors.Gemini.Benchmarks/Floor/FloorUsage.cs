using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>The token counts of a <see cref="FloorMessage"/>; the details of modalities are passed over.</summary>
internal sealed class FloorUsage
{
    internal int Input { get; private set; }

    internal int Output { get; private set; }

    internal int Total { get; private set; }

    /// <summary>Reads the object that the reader stands on.</summary>
    internal static FloorUsage Read(ref Utf8JsonReader reader)
    {
        FloorUsage usage = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("promptTokenCount"u8))
            {
                reader.Read();
                usage.Input = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("candidatesTokenCount"u8))
            {
                reader.Read();
                usage.Output = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("totalTokenCount"u8))
            {
                reader.Read();
                usage.Total = reader.GetInt32();
            }
            else
            {
                reader.Skip();
            }
        }

        return usage;
    }

    internal UsageDetails ToDetails() => new() { InputTokenCount = Input, OutputTokenCount = Output, TotalTokenCount = Total };
}
