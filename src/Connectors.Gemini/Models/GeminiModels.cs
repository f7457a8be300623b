using System.Globalization;
using System.Runtime.CompilerServices;
using Connectors.Gemini.Http;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Models;

/// <summary>The models that the service offers (<c>models.list</c>, <c>models.get</c>; on Vertex AI Google's models of the Model Garden). Reached by <see cref="GeminiClient.Models"/>.</summary>
public sealed class GeminiModels
{
    private readonly GeminiPipeline _pipeline;

    internal GeminiModels(GeminiPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Lists all models, page after page as they are read.</summary>
    /// <param name="pageSize">How many models one request brings; 1 to 1000. Default: the service's own, 50.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The models in the service's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pageSize"/> is not positive.</exception>
    /// <exception cref="GeminiException">The service refused, or did not answer.</exception>
    public IAsyncEnumerable<Model> ListAsync(int? pageSize = null, CancellationToken cancellationToken = default)
    {
        if (pageSize is { } size)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(pageSize));
        }

        return ListPagesAsync(pageSize, cancellationToken);
    }

    /// <summary>Describes one model.</summary>
    /// <param name="model">The model's id, with or without <c>models/</c>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The model: its limits, its methods, its defaults.</returns>
    /// <exception cref="GeminiException">There is no such model (404), the service refused, or did not answer.</exception>
    public async Task<Model> GetAsync(string model, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        var reply = await _pipeline.SendAsync(HttpMethod.Get, _pipeline.DescriptionPath(model), WireJson.Instance.Model, cancellationToken).ConfigureAwait(false);
        return reply.Value;
    }

    private async IAsyncEnumerable<Model> ListPagesAsync(int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var path = _pipeline.IsVertex ? "publishers/google/models" : "models";
            var separator = '?';
            if (pageSize is { } size)
            {
                path += $"{separator}pageSize={size.ToString(CultureInfo.InvariantCulture)}";
                separator = '&';
            }

            if (token is not null)
            {
                path += $"{separator}pageToken={Uri.EscapeDataString(token)}";
            }

            var page = (await _pipeline.SendAsync(HttpMethod.Get, path, WireJson.Instance.ListModelsResponse, cancellationToken).ConfigureAwait(false)).Value;
            foreach (var model in page.Models ?? page.PublisherModels ?? [])
            {
                yield return model;
            }

            token = page.NextPageToken;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
