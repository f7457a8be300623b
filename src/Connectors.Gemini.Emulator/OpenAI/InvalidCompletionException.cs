namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>A chat completions request says what the surface cannot take; the message goes to the client.</summary>
internal sealed class InvalidCompletionException(string message) : Exception(message);
