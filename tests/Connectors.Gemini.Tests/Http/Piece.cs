using System.Text.Json.Serialization;

namespace Connectors.Gemini.Tests.Http;

/// <summary>A message of these tests' own, so that the pipeline is tested apart from the wire types.</summary>
internal sealed class Piece
{
    public string? Text { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Piece))]
internal sealed partial class PieceJson : JsonSerializerContext;
