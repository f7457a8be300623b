using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>A chat completions request and the method of the model that it comes to.</summary>
internal sealed record CompletionsCall(CompletionsRequest Request)
{
    public Route Route { get; } = new(IsVertex: false, "v1beta", Request.Model, Request.IsStream ? "streamGenerateContent" : "generateContent");
}
