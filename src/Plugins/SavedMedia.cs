namespace Connectors.Gemini.Plugins;

/// <summary>A file that a plugin made.</summary>
/// <param name="Path">Its path in the plugin's folder.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Text">What the model said beside it; <see langword="null"/> for nothing.</param>
public sealed record SavedMedia(string Path, string MediaType, int Bytes, string? Text = null);
