using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Claviger.Control.Webhooks;

/// <summary>A company's own certificate authorities: where they are named, nobody else's certificates are taken.</summary>
public static class Authorities
{
    /// <summary>Null: they are one or more PEM certificates. Otherwise what is wrong.</summary>
    public static string? FaultIn(string pem)
    {
        try
        {
            return Of(pem).Count > 0 ? null : "must be certificates in PEM form";
        }
        catch (CryptographicException)
        {
            return "must be certificates in PEM form";
        }
    }

    /// <exception cref="CryptographicException">It is no PEM.</exception>
    public static X509Certificate2Collection Of(string pem)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        return all;
    }

    public static X509ChainPolicy Only(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    /// <summary>For a library that takes a callback only. The name in the certificate must be the server's all the same.</summary>
    public static RemoteCertificateValidationCallback Callback(X509Certificate2Collection authorities) => (_, certificate, presented, errors) =>
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return false;
        using var chain = new X509Chain { ChainPolicy = Only(authorities) };
        foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        using var own = new X509Certificate2(certificate);
        return chain.Build(own);
    };
}
