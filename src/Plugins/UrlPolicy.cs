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

    private static readonly TimeSpan LookingTime = TimeSpan.FromSeconds(10);

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly TimeProvider _time;

    /// <summary>Creates the default policy.</summary>
    public UrlPolicy()
        : this(Dns.GetHostAddressesAsync)
    {
    }

    internal UrlPolicy(Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider? time = null) => (_resolve, _time) = (resolve, time ?? TimeProvider.System);

    /// <summary>Gets the hosts that may be read, with their subdomains: <c>example.com</c>. Empty, the default, allows all that nothing else forbids.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Gets the hosts that may not be read, with their subdomains. They win over <see cref="AllowedHosts"/>. Default: none.</summary>
    public IList<string> DeniedHosts { get; } = [];

    /// <summary>Gets networks that may be read although they are not public: <c>IPNetwork.Parse("10.1.0.0/16")</c>. Default: none.</summary>
    public IList<IPNetwork> AllowedNetworks { get; } = [];

    /// <summary>An address as a model writes it. One with white space in it would be several to whoever reads it in a text.</summary>
    /// <exception cref="PluginException">It is no absolute address, or not one alone.</exception>
    internal static Uri Parse(string? url) =>
        url?.Trim() is { } one && !one.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)) && Uri.TryCreate(one, UriKind.Absolute, out var address)
            ? address
            : throw new PluginException("An address is not absolute, or holds white space: it begins with https://.");

    /// <summary>Judges an address: its scheme, its host, and every IP address of the host.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="PluginException">It is forbidden, or its host is not known.</exception>
    public async Task CheckAsync(Uri address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        CheckName(address);
        await ResolveAsync(address.IdnHost, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Judges an address without a look-up: for one that only the service opens, on a host that is known to be public.</summary>
    internal void CheckName(Uri address)
    {
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new PluginException("Only http and https addresses are read.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw new PluginException("An address with a user name or a password in it is not read.");
        }

        Listed(address.IdnHost);
    }

    /// <summary>Ends what takes too long: a site that sends one byte after the other would hold the agent for ever.</summary>
    internal async Task<T> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The address took more than {limit.TotalSeconds:0} seconds.", exception);
        }
    }

    /// <summary>A client that connects only to what the policy allows, and has no time limit of its own.</summary>
    internal HttpClient CreateHttpClient() => new(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A handler that connects only to what the policy allows, each redirect included.</summary>
    private SocketsHttpHandler CreateHandler() => new()
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
        // Once outside the limit: a name that takes long to look up is judged all the same.
        await CheckAsync(address, cancellationToken).ConfigureAwait(false);
        using var http = CreateHttpClient();
        try
        {
            using var response = await WithinAsync(LookingTime, token => OpenAsync(http, address, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or HttpRequestException { InnerException: not PluginException })
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
        var name = Listed(host);
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

    /// <summary>The host's plain name, if the lists allow it.</summary>
    private string Listed(string host)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        return DeniedHosts.Any(denied => IsWithin(name, denied)) || (AllowedHosts.Count > 0 && !AllowedHosts.Any(allowed => IsWithin(name, allowed)))
            ? throw new PluginException($"The host '{name}' is not among those that may be read.")
            : name;
    }

    private bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicAddresses.Has(plain) || AllowedNetworks.Any(network => network.Contains(plain));
    }

    private static bool IsWithin(string host, string listed)
    {
        // Written as addresses have it: xn--..., without a dot at the end.
        var domain = (Uri.TryCreate($"http://{listed.Trim()}", UriKind.Absolute, out var address) ? address.IdnHost : listed.Trim()).TrimEnd('.');
        return host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
    }
}
