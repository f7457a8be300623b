using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>The one place that knows the connector: everything else here sees an <see cref="IChatClient"/>.</summary>
internal static class ClientUnderTest
{
    /// <summary>Fixtures without a recorded request name no model.</summary>
    private const string ModelForUnknown = "gemini-2.5-flash";

    public static IChatClient Create(RecordedExchange exchange, HttpClient http)
    {
        return new NaiveClient(http, exchange);
    }

    public static string Model(RecordedExchange exchange) => exchange.Model == "unknown-model" ? ModelForUnknown : exchange.Model;
}
