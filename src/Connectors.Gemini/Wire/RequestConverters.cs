using System.Text.Json;

namespace Connectors.Gemini.Wire;

internal sealed class GenerateContentRequestConverter : MessageConverter<GenerateContentRequest>
{
    protected override GenerateContentRequest Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, GenerateContentRequest message)
    {
        if (reader.ValueTextEquals("model"u8))
        {
            message.Model = reader.NextString();
        }
        else if (reader.ValueTextEquals("contents"u8))
        {
            message.Contents = ContentConverter.Instance.ReadNextList(ref reader);
        }
        else if (reader.ValueTextEquals("systemInstruction"u8))
        {
            message.SystemInstruction = ContentConverter.Instance.ReadNext(ref reader);
        }
        else if (reader.ValueTextEquals("tools"u8))
        {
            message.Tools = reader.NextValue<IList<Tool>>();
        }
        else if (reader.ValueTextEquals("toolConfig"u8))
        {
            message.ToolConfig = reader.NextValue<ToolConfig>();
        }
        else if (reader.ValueTextEquals("safetySettings"u8))
        {
            message.SafetySettings = reader.NextValue<IList<SafetySetting>>();
        }
        else if (reader.ValueTextEquals("generationConfig"u8))
        {
            message.GenerationConfig = reader.NextValue<GenerationConfig>();
        }
        else if (reader.ValueTextEquals("cachedContent"u8))
        {
            message.CachedContent = reader.NextString();
        }
        else if (reader.ValueTextEquals("serviceTier"u8))
        {
            message.ServiceTier = reader.NextEnum<ServiceTier>();
        }
        else if (reader.ValueTextEquals("store"u8))
        {
            message.Store = reader.NextBoolean();
        }
        else if (reader.ValueTextEquals("labels"u8))
        {
            message.Labels = reader.NextValue<IDictionary<string, string>>();
        }
        else if (reader.ValueTextEquals("continuationToken"u8))
        {
            message.ContinuationToken = reader.NextString();
        }
        else if (reader.ValueTextEquals("modelArmorConfig"u8))
        {
            message.ModelArmorConfig = reader.NextJson();
        }
        else if (reader.ValueTextEquals("outputConfig"u8))
        {
            message.OutputConfig = reader.NextJson();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, GenerateContentRequest message)
    {
        writer.WriteField("model"u8, message.Model);
        ContentConverter.Instance.WriteField(writer, "contents"u8, message.Contents);
        ContentConverter.Instance.WriteField(writer, "systemInstruction"u8, message.SystemInstruction);
        writer.WriteValueField("tools"u8, message.Tools);
        writer.WriteValueField("toolConfig"u8, message.ToolConfig);
        writer.WriteValueField("safetySettings"u8, message.SafetySettings);
        writer.WriteValueField("generationConfig"u8, message.GenerationConfig);
        writer.WriteField("cachedContent"u8, message.CachedContent);
        writer.WriteEnumField("serviceTier"u8, message.ServiceTier);
        writer.WriteField("store"u8, message.Store);
        writer.WriteValueField("labels"u8, message.Labels);
        writer.WriteField("continuationToken"u8, message.ContinuationToken);
        writer.WriteField("modelArmorConfig"u8, message.ModelArmorConfig);
        writer.WriteField("outputConfig"u8, message.OutputConfig);
    }
}
