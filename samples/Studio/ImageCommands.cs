using System.CommandLine;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Studio;

/// <summary><c>image</c>: a picture from words. <c>edit</c>: a picture from pictures and words.</summary>
internal static class ImageCommands
{
    private const string DefaultModel = "gemini-3.1-flash-image";

    public static Command CreateImage()
    {
        var prompt = new Argument<string>("prompt") { Description = "What the picture shows." };
        var shape = new Option<string?>("--shape") { Description = "Width to height: 16:9, say." };
        var count = new Option<int>("--count") { Description = "How many pictures.", DefaultValueFactory = _ => 1 };
        var path = Options.Out("image", "The file; its ending is that of the picture's type.");
        var model = Options.Model(DefaultModel);
        var command = new Command("image", "Draw a picture.") { prompt, shape, count, path, model };
        Workbench.SetAction(command, async (bench, arguments, cancellationToken) =>
        {
            using var generator = bench.Gemini.AsIImageGenerator(arguments.GetRequiredValue(model));
            var options = new GeminiImageOptions { AspectRatio = arguments.GetValue(shape), Count = arguments.GetRequiredValue(count) };
            var response = await bench.WaitAsync("Drawing...", () => generator.GenerateImagesAsync(arguments.GetRequiredValue(prompt), options, cancellationToken));
            await WriteAsync(response, arguments.GetRequiredValue(path), cancellationToken);
        });
        return command;
    }

    public static Command CreateEdit()
    {
        var prompt = new Argument<string>("prompt") { Description = "What becomes of the pictures." };
        var originals = new Argument<FileInfo[]>("picture") { Description = "One or more pictures.", Arity = ArgumentArity.OneOrMore };
        originals.AcceptExistingOnly();
        var path = Options.Out("edited", "The file; its ending is that of the picture's type.");
        var model = Options.Model(DefaultModel);
        var command = new Command("edit", "Change a picture, or make one out of several.") { prompt, originals, path, model };
        Workbench.SetAction(command, async (bench, arguments, cancellationToken) =>
        {
            List<AIContent> pictures = [];
            foreach (var original in arguments.GetRequiredValue(originals))
            {
                pictures.Add(await DataContent.LoadFromAsync(original.FullName, cancellationToken: cancellationToken));
            }

            using var generator = bench.Gemini.AsIImageGenerator(arguments.GetRequiredValue(model));
            var response = await bench.WaitAsync("Drawing...", () => generator.EditImagesAsync(pictures, arguments.GetRequiredValue(prompt), cancellationToken: cancellationToken));
            await WriteAsync(response, arguments.GetRequiredValue(path), cancellationToken);
        });
        return command;
    }

    /// <summary>Each picture in a file of its own, text beside them on the terminal.</summary>
    private static async Task WriteAsync(ImageGenerationResponse response, string path, CancellationToken cancellationToken)
    {
        var number = 0;
        var stem = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path));
        foreach (var content in response.Contents)
        {
            switch (content)
            {
                case DataContent picture:
                    number++;
                    await MediaFile.WriteAsync($"{stem}{(number == 1 ? "" : $"-{number}")}{Ending(picture.MediaType)}", picture.Data, cancellationToken);
                    TerminalPicture.Show(picture);
                    break;
                case TextContent text:
                    Console.WriteLine(text.Text);
                    break;
                case ErrorContent refusal:
                    Console.Error.WriteLine(refusal.Message);
                    break;
            }
        }
    }

    private static string Ending(string mediaType) => mediaType switch
    {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/webp" => ".webp",
        _ => "." + mediaType.Split('/')[^1],
    };
}
