using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Plugins.Tests;

/// <summary>A small web site on a loopback port: a page, and addresses that redirect.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Site(WebApplication app) => (_app, Address) = (app, new Uri(app.Urls.First()));

    public Uri Address { get; }

    /// <summary>The paths that were asked for.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<Site> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        Site? site = null;
        app.Run(async context =>
        {
            lock (site!.Asked)
            {
                site.Asked.Add(context.Request.Path);
            }

            if (context.Request.Query["to"].ToString() is { Length: > 0 } target)
            {
                context.Response.Redirect(target);
                return;
            }

            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("A page.");
        });
        await app.StartAsync();
        site = new Site(app);
        return site;
    }

    public Uri RedirectTo(string target) => new(Address, "/away?to=" + Uri.EscapeDataString(target));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
