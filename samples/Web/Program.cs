using Connectors.Gemini.Samples.Web;
using Microsoft.Extensions.AI;

var builder = WebApplication.CreateBuilder(args);
await using var emulator = await EmbeddedEmulator.StartWithoutKeyAsync(builder);

var gemini = builder.Services.AddGemini(builder.Configuration.GetSection("Gemini"));

// A question that was asked before costs nothing: the model's answers come from the cache, while functions run anew.
gemini.AddKeyedChatClient("fast", "gemini-3.5-flash-lite")
    .ConfigureOptions(static options => options.Reasoning = new() { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Summary })
    .UseFunctionInvocation()
    .UseDistributedCache()
    .UseOpenTelemetry(sourceName: Telemetry.Source);

gemini.AddKeyedChatClient("deep", "gemini-3.1-pro-preview")
    .ConfigureOptions(static options => options.Reasoning = new() { Effort = ReasoningEffort.High, Output = ReasoningOutput.Summary })
    .UseFunctionInvocation(configure: static client => client.AllowConcurrentInvocation = true)
    .UseOpenTelemetry(sourceName: Telemetry.Source);

builder.Services.AddDistributedMemoryCache();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<CityFunctions>();
builder.Services.AddSingleton<Conversations>();
builder.AddTelemetry();

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapChat();
app.MapGet("/api/service", () => new ServiceName(emulator is null ? "Google's Gemini API" : "embedded emulator"));
await app.RunAsync();
