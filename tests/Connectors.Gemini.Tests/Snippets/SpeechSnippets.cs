using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Snippets;

/// <summary>Code of the page docs/speech.md: each block there is one of these regions.</summary>
internal static class SpeechSnippets
{
    public static async Task Speak(GeminiClient gemini)
    {
        #region speak
        ITextToSpeechClient speech = gemini.AsITextToSpeechClient("gemini-3.8-flash-tts");
        TextToSpeechResponse response = await speech.GetAudioAsync(
            "Welcome back.",
            new GeminiSpeechOptions { VoiceId = "Kore", Language = "en-US", Style = "warm and slow", AudioFormat = "wav" });
        await response.Contents.OfType<DataContent>().Single().SaveToAsync("welcome.wav");
        #endregion
    }

    public static async Task Dialogue(ITextToSpeechClient speech)
    {
        #region dialogue
        await speech.GetAudioAsync(
            "Joe: Hi!\nJane: Hello.",
            new GeminiSpeechOptions { Speakers = new Dictionary<string, string> { ["Joe"] = "Puck", ["Jane"] = "Kore" } });
        #endregion
    }

    public static async Task Stream(ITextToSpeechClient speech, Stream player)
    {
        #region stream
        await foreach (var update in speech.GetStreamingAudioAsync("A long story.", new() { AudioFormat = "pcm" }))
            foreach (var audio in update.Contents.OfType<DataContent>())
                await player.WriteAsync(audio.Data);
        #endregion
    }

    public static async Task Transcribe(GeminiClient gemini)
    {
        #region transcribe
        ISpeechToTextClient hearing = gemini.AsISpeechToTextClient("gemini-3.8-flash");
        await using var audio = File.OpenRead("meeting.mp3");
        SpeechToTextResponse text = await hearing.GetTextAsync(audio, new() { SpeechLanguage = "cs", TextLanguage = "en" });
        Console.WriteLine(text.Text);
        #endregion
    }
}
