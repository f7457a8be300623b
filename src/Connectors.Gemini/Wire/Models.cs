#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>A model, as <c>models.get</c> and <c>models.list</c> describe it.</summary>
public sealed class Model : GeminiMessage
{
    public string? Name { get; set; }

    public string? BaseModelId { get; set; }

    public string? Version { get; set; }

    /// <summary>Gets or sets the version on Vertex AI.</summary>
    public string? VersionId { get; set; }

    public string? DisplayName { get; set; }

    public string? Description { get; set; }

    public int? InputTokenLimit { get; set; }

    public int? OutputTokenLimit { get; set; }

    public IList<string>? SupportedGenerationMethods { get; set; }

    public bool? Thinking { get; set; }

    public double? Temperature { get; set; }

    public double? MaxTemperature { get; set; }

    public double? TopP { get; set; }

    public int? TopK { get; set; }
}

/// <summary>A page of models: <c>models</c> on the Gemini API, <c>publisherModels</c> on Vertex AI.</summary>
internal sealed class ListModelsResponse : GeminiMessage
{
    public IList<Model>? Models { get; set; }

    public IList<Model>? PublisherModels { get; set; }

    public string? NextPageToken { get; set; }
}
