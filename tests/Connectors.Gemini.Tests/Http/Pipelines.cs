using Connectors.Gemini.Http;

namespace Connectors.Gemini.Tests.Http;

/// <summary>Pipelines and calls as the tests of this folder need them.</summary>
internal static class Pipelines
{
    /// <summary>The secret that must not turn up anywhere.</summary>
    public const string Canary = "AIza-canary-0123456789";

    public const string Path = "models/gemini-test:generateContent";

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static GeminiClientOptions Options(HttpMessageHandler handler, Action<GeminiClientOptions>? change = null)
    {
        GeminiClientOptions options = new()
        {
            ApiKey = Canary,
            HttpClient = new HttpClient(handler),
            Retry = new() { MaxAttempts = 1 },
            RandomSource = () => 0.5,
        };
        change?.Invoke(options);
        return options;
    }

    public static GeminiPipeline Create(HttpMessageHandler handler, Action<GeminiClientOptions>? change = null) => new(Options(handler, change));

    public static async Task<Piece> AskAsync(this GeminiPipeline pipeline, string text = "hello", CancellationToken? token = null) =>
        (await pipeline.SendAsync(HttpMethod.Post, Path, new Piece { Text = text }, PieceJson.Default.Piece, PieceJson.Default.Piece, token ?? Token)).Value;

    public static Task<GeminiStream<Piece>> OpenAsync(this GeminiPipeline pipeline, CancellationToken? token = null) =>
        pipeline.OpenStreamAsync<Piece, Piece>("models/gemini-test:streamGenerateContent", new Piece { Text = "hello" }, PieceJson.Default.Piece, PieceJson.Default.Piece, token ?? Token);

    public static async Task<List<string?>> StreamAsync(this GeminiPipeline pipeline)
    {
        await using var stream = await pipeline.OpenAsync();
        List<string?> texts = [];
        await foreach (var piece in stream.WithCancellation(Token))
        {
            texts.Add(piece.Text);
        }

        return texts;
    }
}
