using System.Reflection;
using Connectors.Gemini.Emulator;

namespace Connectors.Gemini.Architecture.Tests;

/// <summary>The connector's floors, from the ground up. A type uses its own floor and those below it; rooms share a floor and do not know each other.</summary>
internal static class House
{
    public const string Root = "Connectors.Gemini";

    /// <summary>The ground floor: plain types of the root namespace that every floor may name.</summary>
    public static readonly string[] Vocabulary =
    [
        "EnvironmentKeys",
        "GeminiClientOptions",
        "GeminiCredential",
        "GeminiException",
        "GeminiFieldViolation",
        "GeminiHelpLink",
        "GeminiHistorySource",
        "GeminiQuotaViolation",
        "GeminiRetryOptions",
        "GeminiVertexOptions",
    ];

    /// <summary>The top floor in the root namespace: what users reach for, which may use everything.</summary>
    public static readonly string[] FrontDoor =
    [
        "GeminiHistory",
        "GeminiTokenExtensions",
        "GeminiChatOptions",
        "GeminiChatOptionsExtensions",
        "GeminiCitationExtensions",
        "GeminiClient",
        "GeminiEmbeddingOptions",
        "GeminiEmbeddingOptionsExtensions",
        "GeminiImageOptions",
        "GeminiImageOptionsExtensions",
        "GeminiSpeechOptions",
        "GeminiSpeechOptionsExtensions",
        "GeminiTranscriptionOptions",
        "GeminiMediaExtensions",
        "GeminiTools",
    ];

    /// <summary>The floors between the vocabulary and the rooms.</summary>
    public static readonly string[] Basement = ["Wire", "Http", "Mapping"];

    public const string DependencyInjection = "DependencyInjection";

    /// <summary>Where .NET looks for extensions of the service collection.</summary>
    public const string ServiceExtensions = "Microsoft.Extensions.DependencyInjection";

    public static readonly Assembly Connector = typeof(GeminiClient).Assembly;

    public static readonly Assembly Emulator = typeof(GeminiEmulator).Assembly;

    /// <summary>Every first-level namespace that is neither a floor below nor the front door is a room, so a new one is found without being named here.</summary>
    public static string[] Rooms { get; } =
    [
        .. Connector.GetTypes()
            .Select(type => type.Namespace)
            .Where(name => name is not null && name.StartsWith(Root + ".", StringComparison.Ordinal))
            .Select(name => name!.Split('.')[2])
            .Distinct(StringComparer.Ordinal)
            .Except([.. Basement, DependencyInjection], StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The full names, of types or namespaces, that make up each floor, from the ground up.</summary>
    public static IReadOnlyList<(string Name, string[] Members)> Floors { get; } =
    [
        ("vocabulary", [.. Vocabulary.Select(Qualified)]),
        .. Basement.Select(name => (name, new[] { Qualified(name) })),
        ("rooms", [.. Rooms.Select(Qualified)]),
        ("front door", [.. FrontDoor.Select(Qualified), Qualified(DependencyInjection), .. ServiceExtensionTypes()]),
    ];

    public static string Qualified(string name) => $"{Root}.{name}";

    private static IEnumerable<string> ServiceExtensionTypes() =>
        Connector.GetTypes().Where(type => type.Namespace == ServiceExtensions).Select(type => type.FullName!);
}
