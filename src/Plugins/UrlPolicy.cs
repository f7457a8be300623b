using System.Net;
using System.Net.Sockets;

namespace Connectors.Gemini.Plugins;

/// <summary>
/// Which addresses a plugin may have read: by default http and https on hosts whose every address is public. A host's name is looked up here, and a connection goes to the very address that was judged;
/// redirects are judged like the first address. Immutable in use: set it up before it is passed to a plugin.
/// </summary>
public sealed class UrlPolicy
{
    private const int MaxRedirects = 5;

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    /// <summary>Creates the default policy.</summary>
    public UrlPolicy()
        : this(Dns.GetHostAddressesAsync)
    {
    }

    internal UrlPolicy(Func<string, CancellationToken, Task<IPAddress[]>> resolve) => _resolve = resolve;

    /// <summary>Gets the hosts that may be read, with their subdomains: <c>example.com</c>. Empty, the default, allows all that nothing else forbids.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Gets the hosts that may not be read, with their subdomains. They win over <see cref="AllowedHosts"/>. Default: none.</summary>
    public IList<string> DeniedHosts { get; } = [];

    /// <summary>Gets networks that may be read although they are not public: <c>IPNetwork.Parse("10.1.0.0/16")</c>. Default: none.</summary>
    public IList<IPNetwork> AllowedNetworks { get; } = [];

    /// <summary>An address as a model writes it.</summary>
    /// <exception cref="PluginException">It is no absolute address.</exception>
    internal static Uri Parse(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var address) ? address : throw new PluginException("An address is not absolute: it begins with https://.");

    /// <summary>Judges an address: its scheme, its host, and every IP address of the host.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="PluginException">It is forbidden, or its host is not known.</exception>
    public async Task CheckAsync(Uri address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new PluginException("Only http and https addresses are read.");
        }

        await ResolveAsync(address.IdnHost, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A handler that connects only to what the policy allows, each redirect included.</summary>
    internal SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Judges an address and whatever it redirects to. One that cannot be reached from here is left to whoever reads it.</summary>
    internal async Task CheckWithRedirectsAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(CreateHandler());
        try
        {
            using var response = await OpenAsync(http, address, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.InnerException is not PluginException)
        {
            // Not reachable from here: the address itself is judged, and there is no redirect to follow.
        }
    }

    /// <summary>Gets an address, following redirects as far as the policy allows. Not read to its end: the caller reads and disposes it.</summary>
    internal async Task<HttpResponseMessage> OpenAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        for (var hop = 0; ; hop++)
        {
            await CheckAsync(address, cancellationToken).ConfigureAwait(false);
            var response = await SendAsync(http, address, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } next)
            {
                return response;
            }

            response.Dispose();
            address = new Uri(address, next);
            if (hop == MaxRedirects)
            {
                throw new PluginException("The address redirects too often.");
            }
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.InnerException is PluginException refusal)
        {
            // The name meant another address when the connection was made than when it was judged.
            throw new PluginException(refusal.Message, exception);
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        if (DeniedHosts.Any(denied => IsWithin(name, denied)) || (AllowedHosts.Count > 0 && !AllowedHosts.Any(allowed => IsWithin(name, allowed))))
        {
            throw new PluginException($"The host '{name}' is not among those that may be read.");
        }

        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(name, out var literal) ? [literal] : await _resolve(name, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new PluginException($"The host '{name}' is not known.", exception);
        }

        if (addresses.Length == 0 || !Array.TrueForAll(addresses, IsAllowed))
        {
            throw new PluginException($"The host '{name}' is not public: it may not be read.");
        }

        return addresses;
    }

    private bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicAddresses.Has(plain) || AllowedNetworks.Any(network => network.Contains(plain));
    }

    private static bool IsWithin(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
