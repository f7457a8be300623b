using System.ComponentModel;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests;

/// <summary>The conversation that goes through every route: a question, three calls in one step, an answer; and another question.</summary>
public static class Trip
{
    public const string Question = "What is it like in Prague, Brno and Oslo?";
    public const string Answer = "Sunny in Prague, noon in Brno, rain in Oslo.";
    public const string NextQuestion = "Thank you.";
    public const string LastAnswer = "You are welcome.";

    public static readonly string[] Calls = ["get_weather(Prague)", "get_time(Brno)", "get_weather(Oslo)"];

    public static Reply[] Replies => [ThreeCalls, Reply.Thought("Summing up.").ThenText(Answer).InPieces(9), Reply.Text(LastAnswer)];

    public static Reply ThreeCalls =>
        Reply.Thought("Three places.").ThenText("Let me look. ").ThenCall("get_weather", At("Prague")).ThenCall("get_time", At("Brno")).ThenCall("get_weather", At("Oslo"));

    public static AIFunction Weather { get; } = AIFunctionFactory.Create(([Description("The place")] string place) => $"Weather of {place}", "get_weather", "The weather in a place.");

    public static AIFunction Time { get; } = AIFunctionFactory.Create(([Description("The place")] string place) => $"Time of {place}", "get_time", "The time in a place.");

    public static AITool[] Tools => [Weather, Time];

    public static AITool[] ToolsToApprove => [new ApprovalRequiredAIFunction(Weather), new ApprovalRequiredAIFunction(Time)];

    /// <summary>The weather must be approved, the time not.</summary>
    public static AITool[] ToolsOfBothKinds => [new ApprovalRequiredAIFunction(Weather), Time];

    public static ChatOptions Options(params AITool[] tools) => new GeminiChatOptions { IncludeThoughts = true, Tools = [.. tools] };

    public static JsonObject At(string place) => new() { ["place"] = place };
}
