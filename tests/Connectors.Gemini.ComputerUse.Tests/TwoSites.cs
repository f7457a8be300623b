using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.ComputerUse.Tests;

/// <summary>One program on two addresses of this machine: a page that a model may open, and what it may not, to which the page links, redirects and loads a picture.</summary>
internal sealed class TwoSites : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TwoSites(WebApplication app, List<string> asked)
    {
        (_app, Asked) = (app, asked);
        Open = new Uri(app.Urls.Single(url => url.Contains("127.0.0.1", StringComparison.Ordinal)));
        Forbidden = new Uri(app.Urls.Single(url => url.Contains("127.0.0.2", StringComparison.Ordinal)));
    }

    public Uri Open { get; }

    public Uri Forbidden { get; }

    /// <summary>What was asked for at the forbidden address.</summary>
    public List<string> Asked { get; }

    public static async Task<TwoSites> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Parse("127.0.0.2"), 0);
        });
        var app = builder.Build();
        TwoSites? sites = null;
        List<string> asked = [];
        app.Run(async context =>
        {
            if (context.Request.Host.Host == "127.0.0.2")
            {
                lock (asked)
                {
                    asked.Add(context.Request.Path);
                }

                await context.Response.WriteAsync("the-secret");
                return;
            }

            if (context.Request.Path == "/away")
            {
                context.Response.Redirect(new Uri(sites!.Forbidden, "/redirected").AbsoluteUri);
                return;
            }

            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync($"""
                <!doctype html><style>body, a, img [[ margin: 0; position: absolute ]] a [[ left: 0; top: 0; width: 500px; height: 400px ]]</style>
                <a href="{sites!.Forbidden}clicked">Go</a><img src="{sites.Forbidden}picture">
                """.Replace("[[", "{", StringComparison.Ordinal).Replace("]]", "}", StringComparison.Ordinal));
        });
        await app.StartAsync();
        sites = new TwoSites(app, asked);
        return sites;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
