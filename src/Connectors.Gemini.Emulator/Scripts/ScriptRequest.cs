using System.Text.Json;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>A request of generateContent, or of an image by predict, as scripts and the default brain see it: the JSON, and what one asks of it most.</summary>
public sealed class ScriptRequest
{
    private readonly List<JsonElement> _contents;

    internal ScriptRequest(string model, string method, bool isVertex, JsonElement body)
    {
        Model = model;
        Method = method;
        IsVertex = isVertex;
        Body = body;
        _contents = [.. body.Field("contents").Items()];
        LastUserText = method == "predict"
            ? string.Join('\n', body.Field("instances").Items().Select(instance => instance.Field("prompt").Text()).Where(text => !string.IsNullOrEmpty(text)))
            : TextOf(_contents.FindLast(content => IsUser(content) && !HasResults(content)));
        Turn = 1 + _contents.Where((content, i) => IsModel(content) && (i == 0 || !IsModel(_contents[i - 1]))).Count();
        FunctionResults = ReadResults();
    }

    /// <summary>Gets the model's id without <c>models/</c>: <c>gemini-3.8-flash</c>.</summary>
    public string Model { get; }

    /// <summary>Gets the method: <c>generateContent</c>, <c>streamGenerateContent</c> or, of Imagen on Vertex AI, <c>predict</c>.</summary>
    public string Method { get; }

    /// <summary>Gets whether the request came to Vertex AI's paths.</summary>
    public bool IsVertex { get; }

    /// <summary>Gets the whole request.</summary>
    public JsonElement Body { get; }

    /// <summary>Gets which turn of the model this request asks for: 1 for the first, 2 when one model turn is in the history. The answer to function results is a turn of its own.</summary>
    public int Turn { get; }

    /// <summary>Gets the text of the last user content that is not made of function results; its text parts joined by line feeds; of predict the prompt. Empty where there is none.</summary>
    public string LastUserText { get; }

    /// <summary>Gets the text of the system instruction, empty where there is none.</summary>
    public string SystemText => TextOf(Body.Field("systemInstruction"));

    /// <summary>Gets the function results that the request ends with; empty when it ends with something else.</summary>
    public IReadOnlyList<FunctionResult> FunctionResults { get; }

    /// <summary>Gets the quota that serves the request on Vertex AI.</summary>
    internal string TrafficType { get; init; } = "ON_DEMAND";

    internal JsonElement Config => Body.Field("generationConfig");

    internal bool WantsThoughts => Config.Field("thinkingConfig").Field("includeThoughts").IsTrue();

    internal IEnumerable<JsonElement> LastUserParts => _contents.FindLast(content => IsUser(content) && !HasResults(content)).Field("parts").Items();

    internal IEnumerable<JsonElement> FunctionDeclarations => Body.Field("tools").Items().SelectMany(tool => tool.Field("functionDeclarations").Items());

    private static bool IsModel(JsonElement content) => content.Field("role").Text() == "model";

    private static bool IsUser(JsonElement content) => content.Exists() && !IsModel(content);

    private static bool HasResults(JsonElement content) => content.Field("parts").Items().Any(part => part.Field("functionResponse").Exists());

    private static string TextOf(JsonElement content) =>
        string.Join('\n', content.Field("parts").Items().Select(part => part.Field("text").Text()).Where(text => !string.IsNullOrEmpty(text)));

    private List<FunctionResult> ReadResults()
    {
        // The results of one step may be spread over several contents; all of them follow the last model turn.
        var first = _contents.FindLastIndex(IsModel) + 1;
        if (first == 0 || _contents.Count == 0 || !HasResults(_contents[^1]))
        {
            return [];
        }

        var calls = _contents.Take(first).SelectMany(content => content.Field("parts").Items())
            .Select(part => part.Field("functionCall")).Where(call => call.Exists()).Reverse().Take(Step(first)).Reverse().ToList();
        var results = new List<FunctionResult>();
        foreach (var response in _contents.Skip(first).SelectMany(content => content.Field("parts").Items()).Select(part => part.Field("functionResponse")))
        {
            if (!response.Exists())
            {
                continue;
            }

            var (name, id) = (response.Field("name").Text() ?? "", response.Field("id").Text());
            var call = calls.FindIndex(call => id is not null ? call.Field("id").Text() == id : call.Field("name").Text() == name);
            results.Add(new FunctionResult(name, id, response.Field("response"), call < 0 ? default : calls[call].Field("args")));
            if (call >= 0)
            {
                calls.RemoveAt(call);
            }
        }

        return results;
    }

    /// <summary>How many calls the model turn that ends before <paramref name="end"/> made.</summary>
    private int Step(int end)
    {
        var count = 0;
        for (var i = end - 1; i >= 0 && IsModel(_contents[i]); i--)
        {
            count += _contents[i].Field("parts").Items().Count(part => part.Field("functionCall").Exists());
        }

        return count;
    }
}
