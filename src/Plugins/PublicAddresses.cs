using System.Net;
using System.Net.Sockets;

namespace Connectors.Gemini.Plugins;

/// <summary>
/// Tells addresses of the public internet from all others, by IANA's registries of special-purpose addresses. Of IPv6 only global unicast is public at all, so that no form
/// that carries an IPv4 address (mapped, compatible, translated) is one.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // A public address by its number, but on Azure the machine's own control server answers there.
            "168.63.129.16/32",
            // Protocols with Teredo, documentation, and 6to4, which carries an IPv4 address.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    internal static bool Has(IPAddress address) =>
        (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address)) && !Array.Exists(Special, network => network.Contains(address));
}
