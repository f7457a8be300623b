using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>
/// Stands in for the model's mind where there is no key: it makes the same plan of five steps for every goal, asks for one function after the other, and tells what came of them.
/// It stands in for Google's search and sandbox too, which the emulator leaves to scripts: a web of two pages, and a sandbox that multiplies.
/// Reading, drawing, embedding and all other questions are the emulator's own.
/// </summary>
internal static class OfflineMind
{
    private const string DefaultDocument = "lamps.md";

    public static void Teach(EmulatorScript script)
    {
        script.When(IsPlanning).Reply(request => Reply.Text(new JsonObject { ["steps"] = new JsonArray([.. Steps(Goal(request)).Select(step => JsonValue.Create(step.Intent))]) }.ToJsonString()));
        script.When(request => request.LastUserText == Agent.CarryingOut).Reply(Next);
        script.When(request => HasTool(request, "googleSearch")).Reply(request => Reply.Grounded(
            request.LastUserText,
            new GroundedText("A kilowatt hour costs about 0.30 euros.", "https://example.org/electricity", "Electricity prices"),
            new GroundedText(" "),
            new GroundedText("An LED lamp lasts about 15 years.", "https://example.com/led", "LED lamps")));
        script.When(request => HasTool(request, "codeExecution")).Reply(request => Multiply(request.LastUserText));
    }

    private static bool IsPlanning(ScriptRequest request) => request.FunctionResults.Count == 0 && request.LastUserText.StartsWith(Agent.Planning, StringComparison.Ordinal);

    private static bool HasTool(ScriptRequest request, string tool) =>
        request.Body.TryGetProperty("tools", out var tools) && tools.EnumerateArray().Any(entry => entry.TryGetProperty(tool, out _));

    private static IReadOnlyList<(string Intent, string Function, JsonObject Arguments)> Steps(string goal)
    {
        // A goal that names a file is about that file.
        var document = goal.Split(' ').Select(word => word.Trim('"', '\'').TrimEnd('.', ',', ':', ';', '?', '!')).LastOrDefault(word => Path.HasExtension(word)) ?? DefaultDocument;
        return
        [
            ("Recall what the notes say of it.", "Memory_recall", new() { ["question"] = goal }),
            ("Search the web for prices and lifetimes.", "GoogleSearch_google_search", new() { ["question"] = "What does electricity cost, and how long does a lamp last?" }),
            ($"Read {document}.", "Document_ask_document", new() { ["question"] = $"What does it say of this: {goal}", ["document"] = document }),
            ("Compute what a lamp costs a year.", "CodeExecution_run_code", new() { ["task"] = "Multiply 0.008 by 5 by 365 by 0.30" }),
            ("Draw it.", "Image_draw_image", new() { ["prompt"] = goal }),
        ];
    }

    /// <summary>The call that is next after those that have results, or the answer where all have.</summary>
    private static Reply Next(ScriptRequest request)
    {
        var results = Results(request);
        var steps = Steps(Goal(request));
        if (results.Count < steps.Count)
        {
            var (_, function, arguments) = steps[results.Count];
            return Reply.Call(function, arguments);
        }

        return Reply.Text(string.Join('\n', steps.Zip(results, static (step, result) => $"- {step.Intent.TrimEnd('.')}: {result}"))).InPieces(24);
    }

    private static IEnumerable<JsonElement> Parts(ScriptRequest request) =>
        request.Body.GetProperty("contents").EnumerateArray().SelectMany(content => content.GetProperty("parts").EnumerateArray());

    /// <summary>The goal of the last plan that was asked for.</summary>
    private static string Goal(ScriptRequest request) =>
        Parts(request).Select(part => part.TryGetProperty("text", out var text) ? text.GetString()! : "").Last(text => text.StartsWith(Agent.Planning, StringComparison.Ordinal)).Split('\n')[0][Agent.Planning.Length..];

    /// <summary>What the functions have given since the plan was to be carried out, in words.</summary>
    private static List<string> Results(ScriptRequest request)
    {
        var since = Parts(request).Reverse().TakeWhile(part => !(part.TryGetProperty("text", out var text) && text.GetString() == Agent.CarryingOut)).Reverse();
        return [.. since.Where(part => part.TryGetProperty("functionResponse", out _)).Select(part => Words(part.GetProperty("functionResponse").GetProperty("response")))];
    }

    /// <summary>A result without the list of sources at its end, which the program prints.</summary>
    private static string Words(JsonElement response)
    {
        foreach (var name in (string[])["error", "answer", "path", "output", "result"])
        {
            if (response.TryGetProperty(name, out var value))
            {
                return value.ValueKind == JsonValueKind.Array ? string.Join(" / ", value.EnumerateArray()) : value.ToString().Split('\n')[0];
            }
        }

        return response.GetRawText();
    }

    private static Reply? Multiply(string task)
    {
        List<decimal> numbers = [.. task.Split(' ').Select(word => decimal.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : (decimal?)null).OfType<decimal>()];
        if (numbers.Count == 0)
        {
            return null;
        }

        var product = numbers.Aggregate(static (one, other) => one * other).ToString("0.##", CultureInfo.InvariantCulture);
        return Reply.Empty().ThenCode($"print({string.Join(" * ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))})", product).ThenText($"The product is {product}.");
    }
}
