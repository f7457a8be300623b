using System.Buffers;

namespace Connectors.Gemini.Http;

/// <summary>Reads the bodies of errors, which may be of any size and may never end.</summary>
internal static class ErrorReader
{
    /// <summary>The body's first <see cref="GeminiPipeline.MaxErrorBody"/> bytes.</summary>
    internal static async ValueTask<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(GeminiPipeline.MaxErrorBody);
        var length = 0;
        try
        {
            while (length < GeminiPipeline.MaxErrorBody)
            {
                var read = await body.ReadAsync(buffer.AsMemory(length, GeminiPipeline.MaxErrorBody - length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }
        }
        catch (Exception e) when (length > 0 && e is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status is known and what has come is better than nothing. The caller looks at its own token.
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        var result = buffer[..length];
        ArrayPool<byte>.Shared.Return(buffer);
        return result;
    }
}
