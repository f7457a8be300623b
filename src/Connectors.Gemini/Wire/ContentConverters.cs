using System.Text.Json;

namespace Connectors.Gemini.Wire;

internal sealed class ContentConverter : MessageConverter<Content>
{
    internal static readonly ContentConverter Instance = new();

    protected override Content Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, Content message)
    {
        if (reader.ValueTextEquals("parts"u8))
        {
            message.Parts = PartConverter.Instance.ReadNextList(ref reader);
        }
        else if (reader.ValueTextEquals("role"u8))
        {
            message.Role = reader.NextRepeatedString();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, Content message)
    {
        writer.WriteField("role"u8, message.Role);
        PartConverter.Instance.WriteField(writer, "parts"u8, message.Parts);
    }
}

internal sealed class PartConverter : MessageConverter<Part>
{
    internal static readonly PartConverter Instance = new();

    protected override Part Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, Part message)
    {
        if (reader.ValueTextEquals("text"u8))
        {
            message.Text = reader.NextString();
        }
        else if (reader.ValueTextEquals("thought"u8))
        {
            message.Thought = reader.NextBoolean();
        }
        else if (reader.ValueTextEquals("thoughtSignature"u8))
        {
            message.ThoughtSignature = reader.NextString();
        }
        else if (reader.ValueTextEquals("functionCall"u8))
        {
            message.FunctionCall = FunctionCallConverter.Instance.ReadNext(ref reader);
        }
        else if (reader.ValueTextEquals("functionResponse"u8))
        {
            message.FunctionResponse = FunctionResponseConverter.Instance.ReadNext(ref reader);
        }
        else if (reader.ValueTextEquals("inlineData"u8))
        {
            message.InlineData = BlobConverter.Instance.ReadNext(ref reader);
        }
        else if (reader.ValueTextEquals("fileData"u8))
        {
            message.FileData = reader.NextValue<FileData>();
        }
        else
        {
            return ReadRareField(ref reader, message);
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, Part message)
    {
        writer.WriteField("text"u8, message.Text);
        BlobConverter.Instance.WriteField(writer, "inlineData"u8, message.InlineData);
        writer.WriteValueField("fileData"u8, message.FileData);
        FunctionCallConverter.Instance.WriteField(writer, "functionCall"u8, message.FunctionCall);
        FunctionResponseConverter.Instance.WriteField(writer, "functionResponse"u8, message.FunctionResponse);
        if (message.MayHaveRareFields)
        {
            WriteRareFields(writer, message);
        }

        writer.WriteField("thought"u8, message.Thought);
        writer.WriteField("thoughtSignature"u8, message.ThoughtSignature);
    }

    private static void WriteRareFields(Utf8JsonWriter writer, Part message)
    {
        writer.WriteValueField("executableCode"u8, message.ExecutableCode);
        writer.WriteValueField("codeExecutionResult"u8, message.CodeExecutionResult);
        writer.WriteValueField("toolCall"u8, message.ToolCall);
        writer.WriteValueField("toolResponse"u8, message.ToolResponse);
        writer.WriteValueField("audioTranscription"u8, message.AudioTranscription);
        writer.WriteValueField("mediaResolution"u8, message.MediaResolution);
        writer.WriteEnumField("mediaProcessing"u8, message.MediaProcessing);
        writer.WriteValueField("videoMetadata"u8, message.VideoMetadata);
        writer.WriteValueField("speechMetadata"u8, message.SpeechMetadata);
        writer.WriteField("partMetadata"u8, message.PartMetadata);
    }

    private static bool ReadRareField(ref Utf8JsonReader reader, Part message)
    {
        if (reader.ValueTextEquals("executableCode"u8))
        {
            message.ExecutableCode = reader.NextValue<ExecutableCode>();
        }
        else if (reader.ValueTextEquals("codeExecutionResult"u8))
        {
            message.CodeExecutionResult = reader.NextValue<CodeExecutionResult>();
        }
        else if (reader.ValueTextEquals("toolCall"u8))
        {
            message.ToolCall = reader.NextValue<ToolCall>();
        }
        else if (reader.ValueTextEquals("toolResponse"u8))
        {
            message.ToolResponse = reader.NextValue<ToolResponse>();
        }
        else if (reader.ValueTextEquals("audioTranscription"u8))
        {
            message.AudioTranscription = reader.NextValue<AudioTranscription>();
        }
        else if (reader.ValueTextEquals("mediaResolution"u8))
        {
            message.MediaResolution = reader.NextValue<PartMediaResolution>();
        }
        else if (reader.ValueTextEquals("mediaProcessing"u8))
        {
            message.MediaProcessing = reader.NextEnum<MediaProcessing>();
        }
        else if (reader.ValueTextEquals("videoMetadata"u8))
        {
            message.VideoMetadata = reader.NextValue<VideoMetadata>();
        }
        else if (reader.ValueTextEquals("speechMetadata"u8))
        {
            message.SpeechMetadata = reader.NextValue<SpeechMetadata>();
        }
        else if (reader.ValueTextEquals("partMetadata"u8))
        {
            message.PartMetadata = reader.NextJson();
        }
        else
        {
            return false;
        }

        return true;
    }
}

internal sealed class BlobConverter : MessageConverter<Blob>
{
    internal static readonly BlobConverter Instance = new();

    protected override Blob Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, Blob message)
    {
        if (reader.ValueTextEquals("mimeType"u8))
        {
            message.MimeType = reader.NextString();
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            message.Data = Base64.ReadNext(ref reader);
        }
        else if (reader.ValueTextEquals("displayName"u8))
        {
            message.DisplayName = reader.NextString();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, Blob message)
    {
        writer.WriteField("mimeType"u8, message.MimeType);
        if (message.Data is { } bytes)
        {
            writer.WritePropertyName("data"u8);
            Base64.Write(writer, bytes);
        }

        writer.WriteField("displayName"u8, message.DisplayName);
    }
}

internal sealed class FunctionCallConverter : MessageConverter<FunctionCall>
{
    internal static readonly FunctionCallConverter Instance = new();

    protected override FunctionCall Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, FunctionCall message)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            message.Id = reader.NextString();
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            message.Name = reader.NextString();
        }
        else if (reader.ValueTextEquals("args"u8))
        {
            message.Args = reader.NextJson();
        }
        else if (reader.ValueTextEquals("partialArgs"u8))
        {
            message.PartialArgs = reader.NextValue<IList<PartialArg>>();
        }
        else if (reader.ValueTextEquals("willContinue"u8))
        {
            message.WillContinue = reader.NextBoolean();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, FunctionCall message)
    {
        writer.WriteField("id"u8, message.Id);
        writer.WriteField("name"u8, message.Name);
        writer.WriteField("args"u8, message.Args);
        writer.WriteValueField("partialArgs"u8, message.PartialArgs);
        writer.WriteField("willContinue"u8, message.WillContinue);
    }
}

internal sealed class FunctionResponseConverter : MessageConverter<FunctionResponse>
{
    internal static readonly FunctionResponseConverter Instance = new();

    protected override FunctionResponse Create() => new();

    protected override bool ReadField(ref Utf8JsonReader reader, FunctionResponse message)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            message.Id = reader.NextString();
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            message.Name = reader.NextString();
        }
        else if (reader.ValueTextEquals("response"u8))
        {
            message.Response = reader.NextJson();
        }
        else if (reader.ValueTextEquals("parts"u8))
        {
            message.Parts = reader.NextValue<IList<FunctionResponsePart>>();
        }
        else if (reader.ValueTextEquals("scheduling"u8))
        {
            message.Scheduling = reader.NextEnum<FunctionResponseScheduling>();
        }
        else if (reader.ValueTextEquals("willContinue"u8))
        {
            message.WillContinue = reader.NextBoolean();
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override void WriteFields(Utf8JsonWriter writer, FunctionResponse message)
    {
        writer.WriteField("id"u8, message.Id);
        writer.WriteField("name"u8, message.Name);
        writer.WriteField("response"u8, message.Response);
        writer.WriteValueField("parts"u8, message.Parts);
        writer.WriteEnumField("scheduling"u8, message.Scheduling);
        writer.WriteField("willContinue"u8, message.WillContinue);
    }
}
