using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Connectors.Gemini.Speech;

/// <summary>The format that speech is wanted in, from <c>TextToSpeechOptions.AudioFormat</c>: a short name or a media type.</summary>
/// <param name="IsWav">Whether PCM of the service is put into a WAV file here: every speech model gives one of the two.</param>
/// <param name="Asked">The service's name of a format that it must be asked for; <see langword="null"/> where none is.</param>
internal sealed record AudioFormat(bool IsWav, string? Asked)
{
    private const int DefaultRate = 24_000;

    internal static AudioFormat Of(string? format, bool givesWav) => format?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        null or "" => new(false, null),
        "WAV" or "AUDIO/WAV" or "AUDIO/X-WAV" or "AUDIO/WAVE" => new(true, null),
        // A model that gives WAV by itself is asked for bare samples, the others give them anyway.
        "PCM" or "L16" => new(false, givesWav ? "AUDIO_L16" : null),
        { } samples when PcmRate(samples) == DefaultRate => new(false, givesWav ? "AUDIO_L16" : null),
        "MP3" or "AUDIO/MP3" or "AUDIO/MPEG" => new(false, "AUDIO_MP3"),
        "OPUS" or "OGG" or "AUDIO/OGG" or "AUDIO/OPUS" or "AUDIO/OGG;CODECS=OPUS" => new(false, "AUDIO_OGG_OPUS"),
        "ALAW" or "AUDIO/ALAW" or "AUDIO/PCMA" => new(false, "AUDIO_ALAW"),
        "MULAW" or "ULAW" or "AUDIO/MULAW" or "AUDIO/BASIC" or "AUDIO/PCMU" => new(false, "AUDIO_MULAW"),
        _ => throw new ArgumentException($"TextToSpeechOptions.AudioFormat '{format}' is not known: use wav, pcm (24,000 samples a second), mp3, opus, alaw, mulaw or their media types."),
    };

    /// <summary>The rate of bare samples of 16 bits (<c>audio/L16;codec=pcm;rate=24000</c>); <see langword="null"/> for any other audio.</summary>
    internal static int? PcmRate(string mediaType)
    {
        if (!MediaTypeHeaderValue.TryParse(mediaType, out var type) || type.MediaType is not { } name
            || !(name.Equals("audio/L16", StringComparison.OrdinalIgnoreCase) || name.Equals("audio/pcm", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var rate = type.Parameters.FirstOrDefault(static parameter => parameter.Name.Equals("rate", StringComparison.OrdinalIgnoreCase))?.Value;
        return int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out var samples) && samples > 0 ? samples : DefaultRate;
    }

    /// <summary>The request's <c>responseFormat</c>: one object on the Gemini API, a list of them on Vertex AI.</summary>
    internal JsonElement? ToResponseFormat(bool isVertex) => Asked is null
        ? null
        : JsonElement.Parse(isVertex ? $$$"""[{"audio":{"mimeType":"{{{Asked}}}"}}]""" : $$$"""{"audio":{"mimeType":"{{{Asked}}}"}}""");
}
