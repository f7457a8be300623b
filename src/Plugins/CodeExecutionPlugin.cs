using System.ComponentModel;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>Computes with Python in Google's sandbox: the model writes the code, the service runs it.</summary>
/// <param name="gemini">A chat client of Gemini's.</param>
/// <param name="folder">Where pictures that the code draws are kept. Default: they are counted and not kept.</param>
public sealed class CodeExecutionPlugin(IChatClient gemini, PluginFolder? folder = null) : IGeminiPlugin
{
    private const int MaxCode = 8_000;

    /// <inheritdoc/>
    public string Name => "CodeExecution";

    /// <summary>Solves a task by writing and running code.</summary>
    /// <param name="task">What to compute, with all data that it needs.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The answer, the code and its output.</returns>
    /// <exception cref="PluginException">The task is empty, or the answer is.</exception>
    /// <exception cref="GeminiException">The service refused or could not be reached.</exception>
    [Description("Computes something exactly: writes Python code, runs it in a sandbox without network, and tells the result. For arithmetic, statistics, data, plots.")]
    public async Task<CodeAnswer> RunCodeAsync([Description("What to compute, with all data that it needs.")] string task, CancellationToken cancellationToken = default)
    {
        var response = await gemini.GetResponseAsync(PluginText.Require(task, nameof(task)), new ChatOptions { Tools = [new HostedCodeInterpreterTool()] }, cancellationToken).ConfigureAwait(false);
        var (code, output) = (new StringBuilder(), new StringBuilder());
        var images = new List<DataContent>();
        foreach (var content in response.Messages.SelectMany(message => message.Contents))
        {
            switch (content)
            {
                case CodeInterpreterToolCallContent call:
                    code.AppendJoin('\n', call.Inputs?.OfType<DataContent>().Select(input => Encoding.UTF8.GetString(input.Data.Span)) ?? []).Append('\n');
                    break;
                case CodeInterpreterToolResultContent result:
                    output.AppendJoin('\n', result.Outputs?.Select(Words) ?? []).Append('\n');
                    break;
                case DataContent image when image.HasTopLevelMediaType("image"):
                    images.Add(image);
                    break;
                default:
                    break;
            }
        }

        var saved = new List<SavedMedia>();
        foreach (var image in folder is null ? [] : images)
        {
            saved.Add(new SavedMedia(await folder!.WriteAsync("plot", image.MediaType, image.Data, cancellationToken).ConfigureAwait(false), image.MediaType, image.Data.Length));
        }

        return new CodeAnswer
        {
            Answer = PluginText.Bound(Grounding.RequireText(response)),
            Code = code.Length == 0 ? null : PluginText.Bound(code.ToString().TrimEnd(), MaxCode),
            Output = output.Length == 0 ? null : PluginText.Bound(output.ToString().TrimEnd(), MaxCode),
            Images = saved,
            ImagesNotKept = folder is null && images.Count > 0 ? images.Count : null,
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null) => [PluginFunction.Create(RunCodeAsync, "run_code", logger)];

    private static string Words(AIContent output) => output switch
    {
        TextContent text => text.Text,
        ErrorContent error => $"{error.ErrorCode}: {error.Message}",
        _ => "",
    };
}
