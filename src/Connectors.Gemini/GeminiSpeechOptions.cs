using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>
/// Speech options with what Gemini has beyond M.E.AI's neutral ones. Each property is a view of the entry <c>gemini.*</c> in <see cref="TextToSpeechOptions.AdditionalProperties"/>,
/// so the settings survive <see cref="TextToSpeechOptions.Clone"/>, JSON and copies by middleware, also where this class itself does not.
/// </summary>
[Experimental("MEAI001")]
public class GeminiSpeechOptions : TextToSpeechOptions
{
    /// <summary>Creates options in which nothing is set.</summary>
    public GeminiSpeechOptions()
    {
    }

    /// <summary>Creates a copy of other options.</summary>
    /// <param name="other">The options to copy, or <see langword="null"/>.</param>
    protected GeminiSpeechOptions(TextToSpeechOptions? other)
        : base(other)
    {
    }

    /// <summary>
    /// Gets or sets how it is spoken, in words: <c>warm and slow</c>, <c>whispering</c>. On models of 3.8 and later it goes as <c>speechMetadata.style</c>, and the text is spoken word for word; on older ones
    /// it stands before the text. Default: as the model likes.
    /// </summary>
    public string? Style
    {
        get => AdditionalProperties.GetString(SpeechOptionKeys.Style);
        set => Set(SpeechOptionKeys.Style, value);
    }

    /// <summary>
    /// Gets or sets the two speakers of a dialogue with their voices (<c>speechConfig.multiSpeakerVoiceConfig</c>): exactly two, and the text names each at the beginning of a line, as in <c>Joe: Hello.</c>
    /// (models before 3.8: anywhere). Instead of <see cref="TextToSpeechOptions.VoiceId"/>. Default: one speaker.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Speakers
    {
        get => AdditionalProperties.GetNamedStrings(SpeechOptionKeys.Speakers);
        set => Set(SpeechOptionKeys.Speakers, value is null ? null : JsonSerializer.SerializeToElement(new Dictionary<string, string>(value), WireJson.Instance.IDictionaryStringString));
    }

    /// <inheritdoc/>
    public override TextToSpeechOptions Clone() => new GeminiSpeechOptions(this);

    internal static GeminiSpeechOptions ViewOf(TextToSpeechOptions options) => options as GeminiSpeechOptions ?? new GeminiSpeechOptions(options) { AdditionalProperties = options.AdditionalProperties ??= [] };

    private void Set(string key, object? value) => AdditionalProperties = AdditionalProperties.With(key, value);
}
