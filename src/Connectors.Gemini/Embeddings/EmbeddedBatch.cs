namespace Connectors.Gemini.Embeddings;

/// <summary>What the service made of one batch.</summary>
/// <param name="Vectors">The vectors, in the order of the inputs.</param>
/// <param name="Tokens">The tokens that it counted, if it did.</param>
/// <param name="IsTruncated">Whether the input was longer than the model takes, so that its end is not in the vector; <see langword="null"/> where the service does not say.</param>
/// <param name="Path">The path of the request.</param>
internal sealed record EmbeddedBatch(IReadOnlyList<ReadOnlyMemory<float>> Vectors, long? Tokens, bool? IsTruncated, string Path);
