using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Connectors.Gemini.Samples.Web;

/// <summary>
/// Traces and metrics of the requests, the chat clients and the calls to the service. The setting <c>Telemetry:Exporter</c> says where they go:
/// <c>console</c>, <c>otlp</c> (with OpenTelemetry's own variables, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its siblings) or <c>none</c>.
/// </summary>
internal static class Telemetry
{
    /// <summary>What the chat clients write to: a span for each request to a model and for each function, tokens and durations as metrics.</summary>
    public const string Source = "Connectors.Gemini.Samples.Web";

    private static readonly string[] FrameworkSources = ["Microsoft.AspNetCore", "System.Net.Http"];

    private static readonly string[] FrameworkMeters = ["Microsoft.AspNetCore.Hosting", "System.Net.Http"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("gemini-web"))
            .WithTracing(static tracing => tracing.AddSource(Source).AddSource(FrameworkSources))
            .WithMetrics(static metrics => metrics.AddMeter(Source).AddMeter(FrameworkMeters));

        switch (builder.Configuration["Telemetry:Exporter"])
        {
            case "console":
                // Traces alone: metrics would fill the console every few seconds.
                telemetry.WithTracing(static tracing => tracing.AddConsoleExporter());
                break;
            case "otlp":
                telemetry.UseOtlpExporter();
                break;
            case "none":
                break;
            case var other:
                throw new InvalidOperationException($"The setting Telemetry:Exporter is '{other}'. It can be console, otlp or none.");
        }
    }
}
