using System.Text.Json;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>Tells function results in words: <c>Prague: 21 °C, sunny.</c></summary>
internal static class ResultTeller
{
    public static string Tell(IReadOnlyList<FunctionResult> results) => string.Join('\n', results.Select(Sentence));

    private static string Sentence(FunctionResult result)
    {
        var arguments = string.Join(", ", result.Arguments.Members().Select(member => Words(member.Value)).Where(words => words.Length > 0));
        var subject = arguments.Length > 0 ? arguments : result.Name;
        if (result.Response.Field("error").Exists())
        {
            return $"{subject}: that failed ({Words(result.Response.Field("error"))}).";
        }

        // Frameworks wrap what the function returned under one of these keys.
        var content = result.Response.Field("output").Exists() ? result.Response.Field("output")
            : result.Response.Field("result").Exists() ? result.Response.Field("result")
            : result.Response;
        var words = Words(content);
        return words.Length == 0 ? $"{subject}: done." : $"{subject}: {words.TrimEnd('.')}.";
    }

    private static string Words(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => string.Join(", ", json.EnumerateObject().Select(member => $"{member.Name} {Words(member.Value)}")),
        JsonValueKind.Array => string.Join(", ", json.EnumerateArray().Select(Words)),
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        _ => json.GetRawText(),
    };
}
