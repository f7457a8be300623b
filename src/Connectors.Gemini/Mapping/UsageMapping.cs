using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Token counts: output has the thoughts inside, input the cached tokens.</summary>
internal static class UsageMapping
{
    /// <summary>Brings a later event's counts into those so far: the last count of each kind stays, also where a later event leaves it out.</summary>
    internal static UsageMetadata Merge(UsageMetadata? soFar, UsageMetadata later)
    {
        if (soFar is null)
            return later;
        later.PromptTokenCount ??= soFar.PromptTokenCount;
        later.CachedContentTokenCount ??= soFar.CachedContentTokenCount;
        later.CandidatesTokenCount ??= soFar.CandidatesTokenCount;
        later.ThoughtsTokenCount ??= soFar.ThoughtsTokenCount;
        later.ToolUsePromptTokenCount ??= soFar.ToolUsePromptTokenCount;
        later.TotalTokenCount ??= soFar.TotalTokenCount;
        later.PromptTokensDetails ??= soFar.PromptTokensDetails;
        later.CandidatesTokensDetails ??= soFar.CandidatesTokensDetails;
        later.CacheTokensDetails ??= soFar.CacheTokensDetails;
        later.ToolUsePromptTokensDetails ??= soFar.ToolUsePromptTokensDetails;
        later.ServiceTier ??= soFar.ServiceTier;
        later.TrafficType ??= soFar.TrafficType;
        return later;
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
                return count.TokenCount ?? 0;
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
                AddCount(details, prefix + modality, count.TokenCount ?? 0);
        }
    }

    private static void AddCount(UsageDetails details, string name, int? count)
    {
        if (count is { } value)
            (details.AdditionalCounts ??= [])[name] = value;
    }
}
