using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;

namespace Connectors.Gemini.SemanticKernel.Settings;

/// <summary>Execution settings of services that are not chats: what M.E.AI's options have a member for is taken out, the rest goes along as additional properties.</summary>
internal static class MediaSettings
{
    internal static Taken Read(PromptExecutionSettings? settings, out AdditionalPropertiesDictionary rest)
    {
        rest = [];
        if (settings?.ExtensionData is { } data)
        {
            foreach (var (key, value) in data)
            {
                rest[key] = value;
            }
        }

        return new Taken(rest);
    }

    /// <summary>What Semantic Kernel tells services apart by.</summary>
    internal static IReadOnlyDictionary<string, object?> Attributes(string? model, Uri? endpoint)
    {
        var attributes = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (model is not null)
        {
            attributes[AIServiceExtensions.ModelIdKey] = model;
        }

        if (endpoint is not null)
        {
            attributes[AIServiceExtensions.EndpointKey] = endpoint.ToString();
        }

        return attributes.AsReadOnly();
    }
}
