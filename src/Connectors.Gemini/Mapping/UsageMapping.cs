using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Token counts: output has the thoughts inside, input the cached tokens.</summary>
internal static class UsageMapping
{
    /// <summary>Adds an event's counts to those of the answer so far: they are totals, so the last of each kind stays, also where a later event leaves it out.</summary>
    internal static void Add(UsageMetadata later, UsageMetadata soFar)
    {
        soFar.PromptTokenCount = later.PromptTokenCount ?? soFar.PromptTokenCount;
        soFar.CachedContentTokenCount = later.CachedContentTokenCount ?? soFar.CachedContentTokenCount;
        soFar.CandidatesTokenCount = later.CandidatesTokenCount ?? soFar.CandidatesTokenCount;
        soFar.ThoughtsTokenCount = later.ThoughtsTokenCount ?? soFar.ThoughtsTokenCount;
        soFar.ToolUsePromptTokenCount = later.ToolUsePromptTokenCount ?? soFar.ToolUsePromptTokenCount;
        soFar.TotalTokenCount = later.TotalTokenCount ?? soFar.TotalTokenCount;
        soFar.PromptTokensDetails = later.PromptTokensDetails ?? soFar.PromptTokensDetails;
        soFar.CandidatesTokensDetails = later.CandidatesTokensDetails ?? soFar.CandidatesTokensDetails;
        soFar.CacheTokensDetails = later.CacheTokensDetails ?? soFar.CacheTokensDetails;
        soFar.ToolUsePromptTokensDetails = later.ToolUsePromptTokensDetails ?? soFar.ToolUsePromptTokensDetails;
    }

    /// <summary>The counts of an answer that came in several requests: each of them is billed.</summary>
    internal static UsageDetails? Sum(UsageDetails? earlier, UsageDetails? later)
    {
        if (earlier is null || later is null)
        {
            return earlier ?? later;
        }

        earlier.Add(later);
        return earlier;
    }

    internal static UsageDetails Read(UsageMetadata usage)
    {
        var input = usage.PromptTokenCount;
        var output = usage.CandidatesTokenCount is null && usage.ThoughtsTokenCount is null
            ? (input is null ? (long?)null : 0)
            : (long)(usage.CandidatesTokenCount ?? 0) + (usage.ThoughtsTokenCount ?? 0);
        var details = new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = usage.TotalTokenCount ?? (output is null ? (long?)null : (input ?? 0) + output + (usage.ToolUsePromptTokenCount ?? 0)),
            CachedInputTokenCount = usage.CachedContentTokenCount,
            ReasoningTokenCount = usage.ThoughtsTokenCount,
            InputTextTokenCount = Count(usage.PromptTokensDetails, Modality.Text),
            InputAudioTokenCount = Count(usage.PromptTokensDetails, Modality.Audio),
            OutputTextTokenCount = Count(usage.CandidatesTokensDetails, Modality.Text),
            OutputAudioTokenCount = Count(usage.CandidatesTokensDetails, Modality.Audio),
        };
        AddCount(details, "gemini.toolUsePromptTokenCount", usage.ToolUsePromptTokenCount);
        AddCounts(details, "gemini.prompt.", usage.PromptTokensDetails);
        AddCounts(details, "gemini.candidates.", usage.CandidatesTokensDetails);
        AddCounts(details, "gemini.cache.", usage.CacheTokensDetails);
        AddCounts(details, "gemini.toolUse.", usage.ToolUsePromptTokensDetails);
        return details;
    }

    private static long? Count(IList<ModalityTokenCount>? counts, Modality modality)
    {
        foreach (var count in counts ?? [])
        {
            if (count.Modality == modality)
            {
                return count.TokenCount ?? 0;
            }
        }

        return null;
    }

    /// <summary>Modalities that <see cref="UsageDetails"/> has no member for: images, video, documents, and the parts of cached and tool-use tokens.</summary>
    private static void AddCounts(UsageDetails details, string prefix, IList<ModalityTokenCount>? counts)
    {
        var hasMember = prefix is "gemini.prompt." or "gemini.candidates.";
        foreach (var count in counts ?? [])
        {
            if (count.Modality is { Value: { } modality } && !(hasMember && (count.Modality == Modality.Text || count.Modality == Modality.Audio)))
            {
                AddCount(details, prefix + modality, count.TokenCount ?? 0);
            }
        }
    }

    private static void AddCount(UsageDetails details, string name, int? count)
    {
        if (count is { } value)
        {
            (details.AdditionalCounts ??= [])[name] = value;
        }
    }
}
