using System.Text.Json;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>What can go wrong without the program being at fault: its message is all that the user needs.</summary>
internal static class Failure
{
    public static bool IsExpected(Exception exception) =>
        exception is GeminiException or IOException or UnauthorizedAccessException or JsonException or InvalidDataException or ArgumentException
            or OperationCanceledException;
}
