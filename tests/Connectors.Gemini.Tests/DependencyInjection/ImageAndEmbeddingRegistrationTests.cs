using Connectors.Gemini.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Gemini.Tests.DependencyInjection;

public class ImageAndEmbeddingRegistrationTests
{
    [Fact]
    public async Task Images_and_embeddings_of_all_kinds_share_the_client_and_answer()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services =>
        {
            var gemini = services.AddGemini(options => (options.ApiKey, options.BaseAddress) = ("any", emulator.BaseAddress));
            gemini.AddImageGenerator("gemini-3.1-flash-image");
            gemini.AddKeyedImageGenerator("pro", "gemini-3-pro-image");
            gemini.AddMultimodalEmbeddingGenerator("gemini-embedding-2");
            gemini.AddKeyedMultimodalEmbeddingGenerator("media", "gemini-embedding-2");
        });
        await host.StartAsync(Hosts.Token);
        var client = host.Services.GetRequiredService<GeminiClient>();
        IImageGenerator[] images = [host.Services.GetRequiredService<IImageGenerator>(), host.Services.GetRequiredKeyedService<IImageGenerator>("pro")];
        IEmbeddingGenerator<AIContent, Embedding<float>>[] embeddings =
        [
            host.Services.GetRequiredService<IEmbeddingGenerator<AIContent, Embedding<float>>>(), host.Services.GetRequiredKeyedService<IEmbeddingGenerator<AIContent, Embedding<float>>>("media"),
        ];

        foreach (var generator in images)
        {
            Assert.Same(client, generator.GetService<GeminiClient>());
            Assert.NotEmpty((await generator.GenerateAsync(new ImageGenerationRequest("A cat."), cancellationToken: Hosts.Token)).Contents.OfType<DataContent>());
        }

        foreach (var generator in embeddings)
        {
            Assert.Same(client, generator.GetService<GeminiClient>());
            Assert.Single(await generator.GenerateAsync([new TextContent("A cat.")], cancellationToken: Hosts.Token));
        }

        Assert.Equal("gemini-3-pro-image", images[1].GetService<ImageGeneratorMetadata>()!.DefaultModelId);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }
}
