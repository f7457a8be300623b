using System.Text.Json;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>
/// One event or answer as an object, for <c>RawRepresentation</c>: read by hand, with those fields alone that the payloads have. Strings that repeat in each event are made once.
/// </summary>
internal sealed class FloorMessage
{
    internal List<FloorCandidate> Candidates { get; } = new(1);

    internal FloorUsage? Usage { get; private set; }

    internal string? ResponseId { get; private set; }

    internal string? ModelVersion { get; private set; }

    /// <summary>Reads a message; the strings of the one before it serve again.</summary>
    /// <exception cref="InvalidOperationException">The message is an error.</exception>
    internal static FloorMessage Read(ReadOnlySpan<byte> json, FloorMessage? before)
    {
        FloorMessage message = new();
        Utf8JsonReader reader = new(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("candidates"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    message.Candidates.Add(FloorCandidate.Read(ref reader));
                }
            }
            else if (reader.ValueTextEquals("usageMetadata"u8))
            {
                reader.Read();
                message.Usage = FloorUsage.Read(ref reader);
            }
            else if (reader.ValueTextEquals("modelVersion"u8))
            {
                message.ModelVersion = Repeated(ref reader, before?.ModelVersion);
            }
            else if (reader.ValueTextEquals("responseId"u8))
            {
                message.ResponseId = Repeated(ref reader, before?.ResponseId);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                throw new InvalidOperationException("The service answered with an error.");
            }
            else
            {
                reader.Skip();
            }
        }

        return message;
    }

    internal static string? Repeated(ref Utf8JsonReader reader, string? before)
    {
        reader.Read();
        return before is not null && reader.ValueTextEquals(before) ? before : reader.GetString();
    }
}
