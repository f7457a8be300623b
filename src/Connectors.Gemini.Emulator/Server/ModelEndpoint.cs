using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connectors.Gemini.Emulator.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Connectors.Gemini.Emulator.Server;

/// <summary><c>models.list</c> and <c>models.get</c> from the emulator's own table; on Vertex AI Google's publisher models, which lie under no project here. Retired models are not listed and not found, as at the service.</summary>
internal static partial class ModelEndpoint
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 1000;

    /// <summary>Gets whether a path is one of these methods.</summary>
    public static bool Takes(string path) => Path().IsMatch(path);

    public static (JsonObject? Answer, ServiceError? Error) Answer(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var match = Path().Match(path);
        var isVertex = match.Groups["vertex"].Success;
        return match.Groups["model"] is { Success: true } model
            ? Get(Uri.UnescapeDataString(model.Value), match.Groups["version"].Value, isVertex)
            : List(QueryHelpers.ParseQuery(question < 0 ? "" : target[question..]), isVertex);
    }

    private static (JsonObject?, ServiceError?) Get(string id, string version, bool isVertex)
    {
        if (EmulatorModels.Find(id) is { IsRetired: false } model)
        {
            return (isVertex ? OnVertex(model) : model.ToJson(), null);
        }

        return (null, new ServiceError(StatusCodes.Status404NotFound, "NOT_FOUND", isVertex
            ? $"Publisher Model `publishers/google/models/{id}` not found."
            : $"Model is not found: models/{id} for api version {version}"));
    }

    private static (JsonObject?, ServiceError?) List(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> query, bool isVertex)
    {
        List<EmulatorModel> models = [.. EmulatorModels.All.Where(model => !model.IsRetired)];
        var size = int.TryParse(query.GetValueOrDefault("pageSize"), CultureInfo.InvariantCulture, out var given) && given != 0 ? given : DefaultPageSize;
        var token = query.GetValueOrDefault("pageToken").ToString();
        var start = 0;
        if (size < 0)
        {
            return (null, new ServiceError(StatusCodes.Status400BadRequest, "INVALID_ARGUMENT", $"page_size must be non-negative, got {size}."));
        }

        if (token.Length > 0 && !(int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start) && start < models.Count))
        {
            return (null, new ServiceError(StatusCodes.Status400BadRequest, "INVALID_ARGUMENT", "page_token is invalid."));
        }

        var page = models.Skip(start).Take(Math.Min(size, MaxPageSize)).ToList();
        var answer = new JsonObject
        {
            [isVertex ? "publisherModels" : "models"] = new JsonArray([.. page.Select(model => isVertex ? OnVertex(model) : model.ToJson())]),
        };
        if (start + page.Count < models.Count)
        {
            answer["nextPageToken"] = (start + page.Count).ToString(CultureInfo.InvariantCulture);
        }

        return (answer, null);
    }

    /// <summary>A publisher model says less: no limits and no methods.</summary>
    private static JsonObject OnVertex(EmulatorModel model) => new()
    {
        ["name"] = $"publishers/google/models/{model.Id}",
        ["versionId"] = "default",
        ["openSourceCategory"] = "PROPRIETARY",
        ["launchStage"] = "GA",
    };

    [GeneratedRegex("^/+(?<version>v1|v1beta|v1alpha|v1beta1)/(?<vertex>publishers/google/)?models(?:/(?<model>[^/:]+))?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Path();
}
