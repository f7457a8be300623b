using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.AgentFramework;

/// <summary>What the agent on Gemini can do: look, and, with the user's consent, book.</summary>
internal static class Concierge
{
    public static IList<AITool> Tools { get; } =
    [
        AIFunctionFactory.Create(([Description("The city's name")] string city) => $"21 °C and sunny in {city}", "get_weather", "The current weather in a city."),
        new ApprovalRequiredAIFunction(
            AIFunctionFactory.Create(([Description("The city's name")] string city) => $"A table in {city} is booked for 19:00", "book_table", "Books a table in a restaurant in a city.")),
    ];
}
