using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>A schema of the service's OpenAPI subset, made from a JSON schema.</summary>
/// <param name="Schema">The schema; <see langword="null"/> for the parameters of a function that has none.</param>
/// <param name="Dropped">What could not be said in the subset, in the order in which it was found.</param>
internal sealed record OpenApiSchema(JsonElement? Schema, IReadOnlyList<DroppedKeyword> Dropped)
{
    /// <summary>The schema, after what was dropped is logged.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="subject">What the schema is, for the message.</param>
    internal JsonElement? Report(ILogger logger, string subject)
    {
        if (Dropped.Count > 0)
        {
            MappingLog.KeywordsDropped(logger, subject, string.Join(", ", Dropped));
        }

        return Schema;
    }
}
