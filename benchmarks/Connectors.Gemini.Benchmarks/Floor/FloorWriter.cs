using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>Requests as one would write them by hand for exactly these messages: no options, no checks, no other providers' histories.</summary>
internal static class FloorWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static async Task WriteAsync(Stream stream, List<ChatMessage> messages, List<AITool> tools)
    {
        Utf8JsonWriter writer = new(stream, Options);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("contents"u8);
            Dictionary<string, FunctionCallContent> calls = [];
            foreach (var message in messages)
            {
                writer.WriteStartObject();
                writer.WriteString("role"u8, message.Role == ChatRole.Assistant ? "model"u8 : "user"u8);
                writer.WriteStartArray("parts"u8);
                foreach (var content in message.Contents)
                {
                    Write(writer, content, calls);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                if (writer.BytesPending > 16 * 1024)
                {
                    await writer.FlushAsync().ConfigureAwait(false);
                }
            }

            writer.WriteEndArray();
            if (tools.Count > 0)
            {
                Write(writer, tools);
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>Media of any size through one pooled buffer.</summary>
    internal static async Task WriteMediaAsync(Stream stream, DataContent data)
    {
        const int RawSize = 48 * 1024;
        await stream.WriteAsync("""{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"video/mp4","data":" """u8[..^1].ToArray()).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(RawSize / 3 * 4);
        for (var start = 0; start < data.Data.Length; start += RawSize)
        {
            Base64.EncodeToUtf8(data.Data.Span[start..Math.Min(start + RawSize, data.Data.Length)], buffer, out _, out var written);
            await stream.WriteAsync(buffer.AsMemory(0, written)).ConfigureAwait(false);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        await stream.WriteAsync("""  "}}]}]}"""u8[2..].ToArray()).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter writer, AIContent content, Dictionary<string, FunctionCallContent> calls)
    {
        writer.WriteStartObject();
        switch (content)
        {
            case TextContent text:
                writer.WriteString("text"u8, text.Text);
                break;
            case FunctionCallContent call:
                calls[call.CallId] = call;
                writer.WriteStartObject("functionCall"u8);
                writer.WriteString("id"u8, call.CallId);
                writer.WriteString("name"u8, call.Name);
                writer.WriteStartObject("args"u8);
                foreach ((var name, var value) in call.Arguments!)
                {
                    writer.WritePropertyName(name);
                    ((JsonElement)value!).WriteTo(writer);
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
                writer.WriteString("thoughtSignature"u8, (string)call.AdditionalProperties!["gemini.thoughtSignature"]!);
                break;
            case FunctionResultContent result:
                writer.WriteStartObject("functionResponse"u8);
                writer.WriteString("id"u8, result.CallId);
                writer.WriteString("name"u8, calls[result.CallId].Name);
                writer.WritePropertyName("response"u8);
                ((JsonElement)result.Result!).WriteTo(writer);
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, List<AITool> tools)
    {
        writer.WriteStartArray("tools"u8);
        writer.WriteStartObject();
        writer.WriteStartArray("functionDeclarations"u8);
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, tool.Name);
            writer.WriteString("description"u8, tool.Description);
            writer.WritePropertyName("parametersJsonSchema"u8);
            ((AIFunctionDeclaration)tool).JsonSchema.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
