namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>A response body that is sent as it is.</summary>
internal sealed record RawBody(int HttpStatus, string ContentType, byte[] Bytes);
