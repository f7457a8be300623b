using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Traffic;

/// <summary>Puts calls together whose arguments came in pieces (<c>partialArgs</c>); whole calls pass through.</summary>
internal static class StreamedArguments
{
    public static IEnumerable<ExpectedCall> Assemble(IEnumerable<JsonElement> calls)
    {
        (string? Id, string Name, JsonObject Arguments)? open = null;
        foreach (var call in calls)
        {
            if (call.Property("name").Text() is { } name)
            {
                open = (call.Property("id").Text(), name, call.Property("args") is { } args ? JsonObject.Create(args)! : []);
            }

            if (open is not { } current)
            {
                continue;
            }

            foreach (var piece in call.Property("partialArgs").Items())
            {
                Add(current.Arguments, piece);
            }

            if (call.Property("willContinue") is not { ValueKind: JsonValueKind.True })
            {
                yield return new(current.Id, current.Name, JsonReading.Parse(current.Arguments.ToJsonString()));
                open = null;
            }
        }
    }

    private static void Add(JsonObject arguments, JsonElement piece)
    {
        var path = piece.GetProperty("jsonPath").GetString()!;
        var name = path["$.".Length..];
        if (name.AsSpan().IndexOfAny(".[") >= 0)
        {
            throw new NotSupportedException($"No recording had the nested path {path} when this was written.");
        }

        arguments[name] = piece.Property("stringValue").Text() is { } text ? (arguments[name]?.GetValue<string>() ?? string.Empty) + text
            : piece.Property("numberValue") is { } number ? JsonValue.Create(number)
            : piece.Property("boolValue") is { } flag ? JsonValue.Create(flag.GetBoolean())
            : null;
    }
}
