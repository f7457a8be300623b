using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Samples.ComputerUse;

/// <summary>A page with a form, served by the sample itself: it takes an order and says so.</summary>
internal sealed class OrderPage : IAsyncDisposable
{
    private const string Form = """
        <!doctype html><title>Tea</title>
        <style>body { font: 20px sans-serif; margin: 0 } input, button { position: absolute; left: 100px; width: 400px; height: 60px; font: inherit } input { top: 100px } button { top: 200px }</style>
        <form method="get" action="/order"><input name="tea" placeholder="Which tea?"><button>Order</button></form>
        """;

    private readonly WebApplication _app;

    private OrderPage(WebApplication app) => (_app, Address) = (app, new Uri(app.Urls.First()));

    public Uri Address { get; }

    /// <summary>What was ordered.</summary>
    public List<string> Orders { get; } = [];

    public static async Task<OrderPage> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        OrderPage? page = null;
        app.Run(async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            if (context.Request.Path != "/order")
            {
                await context.Response.WriteAsync(Form);
                return;
            }

            var tea = context.Request.Query["tea"].ToString();
            lock (page!.Orders)
            {
                page.Orders.Add(tea);
            }

            await context.Response.WriteAsync($"<!doctype html><title>Ordered</title><p>Ordered: {WebUtility.HtmlEncode(tea)}</p>");
        });
        await app.StartAsync();
        page = new OrderPage(app);
        return page;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
