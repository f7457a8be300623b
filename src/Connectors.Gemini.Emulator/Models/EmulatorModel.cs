using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Models;

/// <summary>What the emulator knows of a model.</summary>
public sealed record EmulatorModel
{
    /// <summary>Gets the id, without <c>models/</c>: <c>gemini-3.8-flash</c>. For an alias the alias.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the id that answers report as <c>modelVersion</c>: the id itself, or what an alias stands for.</summary>
    public required string VersionId { get; init; }

    /// <summary>Gets the display name in the list of models.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Gets the generation, <c>3.8</c> for <c>gemini-3.8-flash</c>; 0 for models that are not Gemini.</summary>
    public decimal Generation { get; init; }

    /// <summary>Gets whether the service has turned the model off. The emulator still serves it and leaves it out of the list of models.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Gets the most input tokens.</summary>
    public int InputTokenLimit { get; init; } = 1_048_576;

    /// <summary>Gets the most output tokens.</summary>
    public int OutputTokenLimit { get; init; } = 65_536;

    /// <summary>Gets the methods of the model: <c>generateContent</c>, <c>embedContent</c>... (streamGenerateContent comes with generateContent).</summary>
    public IReadOnlyList<string> SupportedGenerationMethods { get; init; } = ["generateContent", "countTokens", "createCachedContent", "batchGenerateContent"];

    /// <summary>Gets how the model's thinking is controlled.</summary>
    public EmulatorThinking Thinking { get; init; }

    /// <summary>Gets the legal values of <c>thinkingLevel</c>, upper case.</summary>
    public IReadOnlyList<string> ThinkingLevels { get; init; } = [];

    /// <summary>Gets the least <c>thinkingBudget</c> in tokens. 0 (off) and -1 (dynamic) are judged apart.</summary>
    public int MinThinkingBudget { get; init; }

    /// <summary>Gets the largest <c>thinkingBudget</c> in tokens.</summary>
    public int MaxThinkingBudget { get; init; } = 32_768;

    /// <summary>Gets whether a <c>thinkingBudget</c> of 0 turns thinking off.</summary>
    public bool CanTurnThinkingOff { get; init; }

    /// <summary>Gets whether the model gives its function calls ids.</summary>
    public bool IssuesFunctionCallIds { get; init; }

    /// <summary>Gets whether function calls of the current turn must come back with their thought signatures.</summary>
    public bool ValidatesSignatures { get; init; }

    /// <summary>
    /// Gets whether the model combines functions with built-in tools, JSON mode with tools, and takes media in function results
    /// (generation 3 and later).
    /// </summary>
    public bool CombinesTools { get; init; }

    /// <summary>Gets whether each function call must be answered before the next turn (generation 2.5 and later).</summary>
    public bool WantsEveryCallAnswered { get; init; }

    /// <summary>Gets whether a request may end with a model turn that the model goes on with.</summary>
    public bool AcceptsPrefill { get; init; }

    /// <summary>Gets whether presence and frequency penalties are accepted.</summary>
    public bool AcceptsPenalties { get; init; } = true;

    /// <summary>Gets whether the model takes functions and other tools.</summary>
    public bool AcceptsTools { get; init; } = true;

    /// <summary>Gets whether the model answers in JSON on demand.</summary>
    public bool AcceptsJsonMode { get; init; } = true;

    /// <summary>Gets whether the model takes a system instruction.</summary>
    public bool AcceptsSystemInstruction { get; init; } = true;

    /// <summary>Gets the combinations of response modalities: <c>TEXT</c>, <c>IMAGE, TEXT</c>; names in alphabetic order.</summary>
    public IReadOnlyList<string> OutputModalities { get; init; } = ["TEXT"];

    /// <summary>Gets the aspect ratios of the images that the model makes; empty where none can be asked for.</summary>
    public IReadOnlyList<string> AspectRatios { get; init; } = [];

    /// <summary>Gets the image sizes that the model makes; empty where it does not look at what is asked for.</summary>
    public IReadOnlyList<string> ImageSizes { get; init; } = [];

    /// <summary>Gets the most dimensions of the model's vectors; 0 for models that do not embed.</summary>
    public int EmbeddingDimensions { get; init; }

    /// <summary>Gets whether the model embeds images, audio, video and documents too, not only text.</summary>
    public bool EmbedsMedia { get; init; }

    /// <summary>Gets whether the model answers <c>streamGenerateContent</c> where it answers <c>generateContent</c>; the list of models does not say. Default: it does.</summary>
    public bool Streams { get; init; } = true;

    /// <summary>Gets whether the model has a method; a streamed method counts as its unary one, where the model streams.</summary>
    /// <param name="method">The method's name, as in the path.</param>
    public bool Supports(string method) =>
        (method is not "streamGenerateContent" || Streams) && SupportedGenerationMethods.Contains(method is "streamGenerateContent" ? "generateContent" : method, StringComparer.Ordinal);

    /// <summary>The model as an item of the service's list of models.</summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = $"models/{Id}",
        ["version"] = VersionId,
        ["displayName"] = DisplayName,
        ["inputTokenLimit"] = InputTokenLimit,
        ["outputTokenLimit"] = OutputTokenLimit,
        ["supportedGenerationMethods"] = new JsonArray([.. SupportedGenerationMethods.Select(method => (JsonNode)method)]),
        ["temperature"] = 1,
        ["topP"] = 0.95,
        ["topK"] = 64,
        ["maxTemperature"] = 2,
        ["thinking"] = Thinking != EmulatorThinking.None,
    };
}
