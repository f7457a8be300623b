using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>What one event or answer says, read by hand. Strings that repeat in each event are made once.</summary>
internal sealed class FloorReply
{
    internal string? Text { get; private set; }

    internal string? ResponseId { get; private set; }

    internal string? Model { get; private set; }

    internal bool IsStopped { get; private set; }

    internal int Input { get; private set; }

    internal int Output { get; private set; }

    internal int Total { get; private set; }

    internal void Read(ReadOnlySpan<byte> json)
    {
        Text = null;
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                Text = reader.GetString();
            }
            else if (reader.ValueTextEquals("finishReason"u8))
            {
                reader.Read();
                IsStopped = true;
            }
            else if (reader.ValueTextEquals("promptTokenCount"u8))
            {
                reader.Read();
                Input = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("candidatesTokenCount"u8))
            {
                reader.Read();
                Output = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("totalTokenCount"u8))
            {
                reader.Read();
                Total = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("modelVersion"u8))
            {
                reader.Read();
                Model ??= reader.GetString();
            }
            else if (reader.ValueTextEquals("responseId"u8))
            {
                reader.Read();
                ResponseId ??= reader.GetString();
            }
        }
    }

    internal UsageDetails Usage() => new() { InputTokenCount = Input, OutputTokenCount = Output, TotalTokenCount = Total };
}
