using System.Text.Json;

namespace Connectors.Gemini.Wire;

internal sealed class GenerateContentResponseConverter : MessageConverter<GenerateContentResponse>
{
    protected override GenerateContentResponse Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, GenerateContentResponse message)
    {
        if (reader.ValueTextEquals("candidates"u8))
        {
            message.Candidates = CandidateConverter.Instance.ReadNextList(ref reader);
        }
        else if (reader.ValueTextEquals("usageMetadata"u8))
        {
            message.UsageMetadata = UsageMetadataConverter.Instance.ReadNext(ref reader);
        }
        else if (reader.ValueTextEquals("modelVersion"u8))
        {
            message.ModelVersion = reader.NextRepeatedString();
        }
        else if (reader.ValueTextEquals("responseId"u8))
        {
            message.ResponseId = reader.NextRepeatedString();
        }
        else if (reader.ValueTextEquals("createTime"u8))
        {
            message.CreateTime = reader.NextRepeatedString();
        }
        else if (reader.ValueTextEquals("promptFeedback"u8))
        {
            message.PromptFeedback = reader.NextValue<PromptFeedback>();
        }
        else if (reader.ValueTextEquals("modelStatus"u8))
        {
            message.ModelStatus = reader.NextValue<ModelStatus>();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, GenerateContentResponse message)
    {
        CandidateConverter.Instance.WriteField(writer, "candidates"u8, message.Candidates);
        writer.WriteValueField("promptFeedback"u8, message.PromptFeedback);
        UsageMetadataConverter.Instance.WriteField(writer, "usageMetadata"u8, message.UsageMetadata);
        writer.WriteField("modelVersion"u8, message.ModelVersion);
        writer.WriteField("responseId"u8, message.ResponseId);
        writer.WriteValueField("modelStatus"u8, message.ModelStatus);
        writer.WriteField("createTime"u8, message.CreateTime);
    }
}

internal sealed class CandidateConverter : MessageConverter<Candidate>
{
    internal static readonly CandidateConverter Instance = new();

    protected override Candidate Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, Candidate message)
    {
        if (reader.ValueTextEquals("content"u8))
        {
            message.Content = ContentConverter.Instance.ReadNext(ref reader);
        }
        else if (reader.ValueTextEquals("index"u8))
        {
            message.Index = reader.NextInt32();
        }
        else if (reader.ValueTextEquals("finishReason"u8))
        {
            message.FinishReason = reader.NextEnum<FinishReason>();
        }
        else if (reader.ValueTextEquals("finishMessage"u8))
        {
            message.FinishMessage = reader.NextString();
        }
        else if (reader.ValueTextEquals("safetyRatings"u8))
        {
            message.SafetyRatings = reader.NextValue<IList<SafetyRating>>();
        }
        else if (reader.ValueTextEquals("citationMetadata"u8))
        {
            message.CitationMetadata = reader.NextValue<CitationMetadata>();
        }
        else if (reader.ValueTextEquals("tokenCount"u8))
        {
            message.TokenCount = reader.NextInt32();
        }
        else if (reader.ValueTextEquals("avgLogprobs"u8))
        {
            message.AvgLogprobs = reader.NextDouble();
        }
        else if (reader.ValueTextEquals("logprobsResult"u8))
        {
            message.LogprobsResult = reader.NextValue<LogprobsResult>();
        }
        else if (reader.ValueTextEquals("groundingMetadata"u8))
        {
            message.GroundingMetadata = reader.NextValue<GroundingMetadata>();
        }
        else if (reader.ValueTextEquals("urlContextMetadata"u8))
        {
            message.UrlContextMetadata = reader.NextValue<UrlContextMetadata>();
        }
        else if (reader.ValueTextEquals("continuationToken"u8))
        {
            message.ContinuationToken = reader.NextString();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, Candidate message)
    {
        ContentConverter.Instance.WriteField(writer, "content"u8, message.Content);
        writer.WriteEnumField("finishReason"u8, message.FinishReason);
        writer.WriteField("finishMessage"u8, message.FinishMessage);
        writer.WriteField("index"u8, message.Index);
        writer.WriteValueField("safetyRatings"u8, message.SafetyRatings);
        writer.WriteValueField("citationMetadata"u8, message.CitationMetadata);
        writer.WriteField("tokenCount"u8, message.TokenCount);
        writer.WriteField("avgLogprobs"u8, message.AvgLogprobs);
        writer.WriteValueField("logprobsResult"u8, message.LogprobsResult);
        writer.WriteValueField("groundingMetadata"u8, message.GroundingMetadata);
        writer.WriteValueField("urlContextMetadata"u8, message.UrlContextMetadata);
        writer.WriteField("continuationToken"u8, message.ContinuationToken);
    }
}

internal sealed class UsageMetadataConverter : MessageConverter<UsageMetadata>
{
    internal static readonly UsageMetadataConverter Instance = new();

    protected override UsageMetadata Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, UsageMetadata message)
    {
        if (reader.ValueTextEquals("promptTokenCount"u8))
        {
            message.PromptTokenCount = reader.NextInt32();
        }
        else if (reader.ValueTextEquals("candidatesTokenCount"u8))
        {
            message.CandidatesTokenCount = reader.NextInt32();
        }
        else if (reader.ValueTextEquals("totalTokenCount"u8))
        {
            message.TotalTokenCount = reader.NextInt32();
        }
        else if (reader.ValueTextEquals("thoughtsTokenCount"u8))
        {
            message.ThoughtsTokenCount = reader.NextInt32();
        }
        else if (reader.ValueTextEquals("cachedContentTokenCount"u8))
        {
            message.CachedContentTokenCount = reader.NextInt32();
        }
        else if (reader.ValueTextEquals("toolUsePromptTokenCount"u8))
        {
            message.ToolUsePromptTokenCount = reader.NextInt32();
        }
        else if (reader.ValueTextEquals("promptTokensDetails"u8))
        {
            message.PromptTokensDetails = ModalityTokenCountConverter.Instance.ReadNextList(ref reader);
        }
        else if (reader.ValueTextEquals("candidatesTokensDetails"u8))
        {
            message.CandidatesTokensDetails = ModalityTokenCountConverter.Instance.ReadNextList(ref reader);
        }
        else if (reader.ValueTextEquals("cacheTokensDetails"u8))
        {
            message.CacheTokensDetails = ModalityTokenCountConverter.Instance.ReadNextList(ref reader);
        }
        else if (reader.ValueTextEquals("toolUsePromptTokensDetails"u8))
        {
            message.ToolUsePromptTokensDetails = ModalityTokenCountConverter.Instance.ReadNextList(ref reader);
        }
        else if (reader.ValueTextEquals("serviceTier"u8))
        {
            message.ServiceTier = reader.NextEnum<ServiceTier>();
        }
        else if (reader.ValueTextEquals("trafficType"u8))
        {
            message.TrafficType = reader.NextEnum<TrafficType>();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, UsageMetadata message)
    {
        writer.WriteField("promptTokenCount"u8, message.PromptTokenCount);
        writer.WriteField("cachedContentTokenCount"u8, message.CachedContentTokenCount);
        writer.WriteField("candidatesTokenCount"u8, message.CandidatesTokenCount);
        writer.WriteField("thoughtsTokenCount"u8, message.ThoughtsTokenCount);
        writer.WriteField("toolUsePromptTokenCount"u8, message.ToolUsePromptTokenCount);
        writer.WriteField("totalTokenCount"u8, message.TotalTokenCount);
        ModalityTokenCountConverter.Instance.WriteField(writer, "promptTokensDetails"u8, message.PromptTokensDetails);
        ModalityTokenCountConverter.Instance.WriteField(writer, "candidatesTokensDetails"u8, message.CandidatesTokensDetails);
        ModalityTokenCountConverter.Instance.WriteField(writer, "cacheTokensDetails"u8, message.CacheTokensDetails);
        ModalityTokenCountConverter.Instance.WriteField(writer, "toolUsePromptTokensDetails"u8, message.ToolUsePromptTokensDetails);
        writer.WriteEnumField("serviceTier"u8, message.ServiceTier);
        writer.WriteEnumField("trafficType"u8, message.TrafficType);
    }
}

internal sealed class ModalityTokenCountConverter : MessageConverter<ModalityTokenCount>
{
    internal static readonly ModalityTokenCountConverter Instance = new();

    protected override ModalityTokenCount Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, ModalityTokenCount message)
    {
        if (reader.ValueTextEquals("modality"u8))
        {
            message.Modality = reader.NextEnum<Modality>();
        }
        else if (reader.ValueTextEquals("tokenCount"u8))
        {
            message.TokenCount = reader.NextInt32();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, ModalityTokenCount message)
    {
        writer.WriteEnumField("modality"u8, message.Modality);
        writer.WriteField("tokenCount"u8, message.TokenCount);
    }
}
