using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>Draws and edits pictures, kept as files in the plugin's folder.</summary>
/// <param name="generator">What draws: <c>gemini.AsIImageGenerator("gemini-3.1-flash-image")</c>, or any other.</param>
/// <param name="folder">Where pictures are kept, and read from to be edited.</param>
[Experimental("MEAI001")]
public sealed class ImagePlugin(IImageGenerator generator, PluginFolder folder) : IGeminiPlugin
{
    /// <inheritdoc/>
    public string Name => "Image";

    /// <summary>Draws a picture.</summary>
    /// <param name="prompt">What it shows.</param>
    /// <param name="cancellationToken">Ends the drawing.</param>
    /// <returns>The file.</returns>
    /// <exception cref="PluginException">The prompt is empty, or no picture was made.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Draws a picture and keeps it as a file.")]
    public Task<SavedMedia> DrawAsync([Description("What the picture shows, in words.")] string prompt, CancellationToken cancellationToken = default) =>
        MakeAsync(new ImageGenerationRequest(PluginText.Require(prompt, nameof(prompt))), cancellationToken);

    /// <summary>Changes a picture. The original stays.</summary>
    /// <param name="prompt">What to change.</param>
    /// <param name="image">The path of the picture in the plugin's folder.</param>
    /// <param name="cancellationToken">Ends the drawing.</param>
    /// <returns>The new file.</returns>
    /// <exception cref="PluginException">The prompt is empty, the path is forbidden or leads nowhere, or no picture was made.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Changes a picture that is kept as a file, and keeps the new one beside it.")]
    public async Task<SavedMedia> EditAsync(
        [Description("What to change in the picture.")] string prompt,
        [Description("The path of the picture's file.")] string image,
        CancellationToken cancellationToken = default)
    {
        PluginText.Require(prompt, nameof(prompt));
        var original = new DataContent(await folder.ReadAsync(image, cancellationToken).ConfigureAwait(false), FileTypes.MediaType(image));
        return await MakeAsync(new ImageGenerationRequest(prompt, [original]), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) =>
        [PluginFunction.Create(DrawAsync, "draw_image", logger), PluginFunction.Create(EditAsync, "edit_image", logger)];

    private async Task<SavedMedia> MakeAsync(ImageGenerationRequest request, CancellationToken cancellationToken)
    {
        var response = await generator.GenerateAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        var text = string.Join('\n', response.Contents.OfType<TextContent>().Select(content => content.Text).Where(words => words.Length > 0));
        if (response.Contents.OfType<DataContent>().FirstOrDefault(content => content.HasTopLevelMediaType("image")) is not { } image)
        {
            throw new PluginException(text.Length > 0 ? $"No picture was made. The model said: {text}" : "No picture was made.");
        }

        var path = await folder.WriteAsync("image", image.MediaType, image.Data, cancellationToken).ConfigureAwait(false);
        return new SavedMedia(path, image.MediaType, image.Data.Length, text.Length > 0 ? PluginText.Bound(text, 2_000) : null);
    }
}
