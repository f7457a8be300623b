using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Token counts: output has the thoughts inside, input the cached tokens.</summary>
internal static class UsageMapping
{
    /// <summary>The counts of the answer after an event: they are totals, so the last of each kind stays, also where a later event leaves it out. Neither of the two is changed.</summary>
    internal static UsageMetadata Merge(UsageMetadata? soFar, UsageMetadata later) => soFar is null || !LeavesOut(later, soFar) ? later : new UsageMetadata
    {
        PromptTokenCount = later.PromptTokenCount ?? soFar.PromptTokenCount,
        CachedContentTokenCount = later.CachedContentTokenCount ?? soFar.CachedContentTokenCount,
        CandidatesTokenCount = later.CandidatesTokenCount ?? soFar.CandidatesTokenCount,
        ThoughtsTokenCount = later.ThoughtsTokenCount ?? soFar.ThoughtsTokenCount,
        ToolUsePromptTokenCount = later.ToolUsePromptTokenCount ?? soFar.ToolUsePromptTokenCount,
        TotalTokenCount = later.TotalTokenCount ?? soFar.TotalTokenCount,
        PromptTokensDetails = later.PromptTokensDetails ?? soFar.PromptTokensDetails,
        CandidatesTokensDetails = later.CandidatesTokensDetails ?? soFar.CandidatesTokensDetails,
        CacheTokensDetails = later.CacheTokensDetails ?? soFar.CacheTokensDetails,
        ToolUsePromptTokensDetails = later.ToolUsePromptTokensDetails ?? soFar.ToolUsePromptTokensDetails,
    };

    private static bool LeavesOut(UsageMetadata later, UsageMetadata soFar) =>
        (later.PromptTokenCount is null && soFar.PromptTokenCount is not null)
        || (later.CachedContentTokenCount is null && soFar.CachedContentTokenCount is not null)
        || (later.CandidatesTokenCount is null && soFar.CandidatesTokenCount is not null)
        || (later.ThoughtsTokenCount is null && soFar.ThoughtsTokenCount is not null)
        || (later.ToolUsePromptTokenCount is null && soFar.ToolUsePromptTokenCount is not null)
        || (later.TotalTokenCount is null && soFar.TotalTokenCount is not null)
        || (later.PromptTokensDetails is null && soFar.PromptTokensDetails is not null)
        || (later.CandidatesTokensDetails is null && soFar.CandidatesTokensDetails is not null)
        || (later.CacheTokensDetails is null && soFar.CacheTokensDetails is not null)
        || (later.ToolUsePromptTokensDetails is null && soFar.ToolUsePromptTokensDetails is not null);

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
