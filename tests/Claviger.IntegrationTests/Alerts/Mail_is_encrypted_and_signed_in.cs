using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Alerts;

/// <summary>S10: a real mail server that wants encryption and a password, with a certificate of the company's own authority.</summary>
public sealed class Mail_is_encrypted_and_signed_in : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-mail-").FullName;
    private readonly (X509Certificate2 Authority, X509Certificate2 Server) _own = Authority("127.0.0.1");
    private readonly (X509Certificate2 Authority, X509Certificate2 Server) _foreign = Authority("127.0.0.1");
    private readonly (X509Certificate2 Authority, X509Certificate2 Server) _elsewhere = Authority("192.0.2.1");

    [Fact]
    public async Task And_taken()
    {
        await using var mail = MailServer.Start(_own.Server, "right");
        var (delivered, error) = await TestAsync(mail, "right", _own.Authority);
        Assert.True(delivered, error);
        Assert.Equal("ada@example.org", Assert.Single(mail.Mails).To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task But_not_with_a_wrong_password()
    {
        await using var mail = MailServer.Start(_own.Server, "right");
        var (delivered, error) = await TestAsync(mail, "wrong", _own.Authority);
        Assert.False(delivered);
        Assert.DoesNotContain("wrong", error, StringComparison.Ordinal);
        Assert.Empty(mail.Mails);
    }

    /// <summary>Whoever sits between would learn the password and every alert.</summary>
    [Theory]
    [InlineData("another authority's")]
    [InlineData("nobody the system trusts")]
    [InlineData("another server's")]
    public async Task A_certificate_that_is_not_the_servers_is_told_nothing(string whose)
    {
        await using var mail = MailServer.Start(whose == "another server's" ? _elsewhere.Server : _foreign.Server, "right");
        var (delivered, error) = await TestAsync(mail, "right", whose switch { "another authority's" => _own.Authority, "another server's" => _elsewhere.Authority, _ => null });
        Assert.False(delivered);
        Assert.Contains("certificate", error, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(mail.Mails);
    }

    public void Dispose()
    {
        foreach (var (authority, server) in new[] { _own, _foreign, _elsewhere })
        {
            authority.Dispose();
            server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<(bool Delivered, string Error)> TestAsync(MailServer mail, string password, X509Certificate2? trusted)
    {
        var file = Path.Combine(_folder, "ca.pem");
        if (trusted is not null) await File.WriteAllTextAsync(file, trusted.ExportCertificatePem());
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => Alerting.Loopback(config, mail.Port) with
        {
            SmtpSecurity = "starttls", SmtpUsername = "claviger", SmtpPassword = password, SmtpCaFile = trusted is null ? null : file,
        });
        var channel = await gateway.ChannelAsync(new { name = "people", channel_type = "email", addresses = new[] { "ada@example.org" } });
        var test = await gateway.Ok(HttpMethod.Post, $"/alert_channels/{channel}/test");
        return (test.GetProperty("delivered").GetBoolean(), test.TryGetProperty("error", out var error) ? error.GetString() ?? "" : "");
    }

    private static (X509Certificate2 Authority, X509Certificate2 Server) Authority(string address)
    {
        var (from, to) = (new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var root = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Example authority", root, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var authority = request.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=mail", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Parse(address));
        own.CertificateExtensions.Add(names.Build());
        using var signed = own.Create(authority, from, to, [1, 2, 3, 4]);
        using var pair = signed.CopyWithPrivateKey(key);
        return (authority, X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null));
    }
}
