using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Claviger.Control.Webhooks;

/// <summary>Connections to addresses that an admin has set: no redirects, no proxy, no cookies, and no way into the own network unless the server's configuration allows it.</summary>
public static class GuardedConnections
{
    /// <param name="allowPrivate">Receivers inside the own network are wanted.</param>
    /// <param name="setting">The setting that would allow those, for the refusal.</param>
    /// <param name="authorities">Whose certificates are trusted, and nobody else's; null: those that the system trusts.</param>
    public static SocketsHttpHandler Handler(bool allowPrivate, string setting, X509Certificate2Collection? authorities = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, allowPrivate, setting, ct),
        SslOptions = authorities is null ? new SslClientAuthenticationOptions() : new SslClientAuthenticationOptions { CertificateChainPolicy = Authorities.Only(authorities) },
    };

    /// <summary>Addresses are judged after the name was resolved, so that no name can hide one.</summary>
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, string setting, CancellationToken ct)
    {
        var all = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, ct);
        var allowed = all.Where(address => allowPrivate || PublicAddresses.Contains(address)).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException(HttpRequestError.ConnectionError, $"{to.Host} is an address inside a network; {setting} allows those");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
