namespace Connectors.Gemini.Emulator.Messages;

/// <summary>The messages of embedding requests. The notation is described at <see cref="MessageTable"/>.</summary>
internal static class EmbeddingFacts
{
    public const string Text = """
        BatchEmbedContentsRequest = model:string requests:EmbedContentRequest[]
        EmbedContentRequest = model:string@gemini content:Content taskType:TaskType title:string outputDimensionality:int32
            autoTruncate:bool@vertex embedContentConfig:EmbedContentConfig
        EmbedContentConfig = taskType:TaskType title:string outputDimensionality:int32 autoTruncate:bool documentOcr:bool audioTrackExtraction:bool
        """;
}
