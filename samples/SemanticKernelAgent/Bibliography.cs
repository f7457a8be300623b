using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Connectors.Gemini.Plugins;
using Microsoft.SemanticKernel;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>
/// The sources of all searches under one numbering. Each search counts its own from 1; before the model reads a result its numbers become those of the whole conversation,
/// so that a mark such as [3] in the model's answer names one source.
/// </summary>
internal sealed partial class Bibliography : IAutoFunctionInvocationFilter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly List<GroundingSource> _sources = [];

    public int Count => _sources.Count;

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        await next(context);
        if (context.Result.GetValue<object>() is JsonElement { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("sources", out _)
            && json.Deserialize<GroundedAnswer>(Json) is { } answer)
        {
            context.Result = new FunctionResult(context.Result, JsonSerializer.SerializeToElement(Renumber(answer), Json));
        }
    }

    /// <summary>The sources whose numbers the text marks; where it marks none, those that came after the first <paramref name="known"/>.</summary>
    public IReadOnlyList<GroundingSource> CitedIn(string text, int known)
    {
        var numbers = Marks().Matches(text).Select(match => Number(match.Value)).ToHashSet();
        var cited = _sources.FindAll(source => numbers.Contains(source.Number));
        return cited.Count > 0 ? cited : _sources[known..];
    }

    private GroundedAnswer Renumber(GroundedAnswer answer)
    {
        var numbers = new Dictionary<int, int>();
        foreach (var source in answer.Sources)
        {
            var known = _sources.Find(other => other.Url is not null && other.Url == source.Url);
            if (known is null)
            {
                known = source with { Number = _sources.Count + 1 };
                _sources.Add(known);
            }

            numbers[source.Number] = known.Number;
        }

        int Of(int number) => numbers.GetValueOrDefault(number, number);
        string Word(Match match) => Of(Number(match.Value)).ToString(CultureInfo.InvariantCulture);
        return answer with
        {
            Answer = Places().Replace(Marks().Replace(answer.Answer, Word), Word),
            Sources = [.. answer.Sources.Select(source => source with { Number = Of(source.Number) })],
            Supports = [.. answer.Supports.Select(support => support with { Source = Of(support.Source) })],
        };
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    // A number in brackets that hold nothing but numbers: [1], [1, 2].
    [GeneratedRegex(@"(?<=\[[\d, ]*)(?<!\d)\d{1,4}(?!\d)(?=[\d, ]*\])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marks();

    // A number in the list of sources at an answer's end: 1. [title](address).
    [GeneratedRegex(@"^\d{1,4}(?=\. \[)", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Places();
}
