using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>Calls and results as a reader wants them: <c>get_weather(city: Prague)</c>, <c>temperature: 20 °C, sky: sunny</c>.</summary>
internal static class CallText
{
    public static string Of(FunctionCallContent call) =>
        $"{call.Name}({string.Join(", ", (call.Arguments ?? new Dictionary<string, object?>()).Select(static argument => $"{argument.Key}: {argument.Value}"))})";

    public static string Of(FunctionResultContent result) => result.Result switch
    {
        JsonElement { ValueKind: JsonValueKind.Object } json => string.Join(", ", json.EnumerateObject().Select(static member => $"{member.Name}: {member.Value}")),
        var value => value?.ToString() ?? "nothing",
    };
}
