using Claviger.Config;
using Xunit;

namespace Claviger.IntegrationTests.Config;

public sealed class A_configuration_is_read_or_refused : IDisposable
{
    private readonly Folder _folder = new();

    public static TheoryData<string, string, string> Settings => new()
    {
        { "listen", "0.0.0.0:8443", "[::1]:9000" },
        { "public_url", "https://claude.example.org", "http://gateway:4141" },
        { "data_folder", "/var/lib/claviger", "./elsewhere" },
        { "organization.name", "Example Org", "Ünïcode & Co" },
        { "organization.administrator_email", "ops@example.org", "a@b" },
        { "upstream.url", "https://upstream.example.org", "http://127.0.0.1:4142" },
        { "naming.pattern", "{service}-{env}", "acme-{env}-{service}" },
        { "timeouts.first_byte_seconds", "1", "3600" },
        { "timeouts.idle_seconds", "1", "3600" },
        { "timeouts.drain_seconds", "0", "3600" },
        { "timeouts.shutdown_seconds", "0", "3600" },
        { "batches.poll_seconds", "1", "86400" },
        { "server.inline_scheduling", "false", "true" },
    };

    public static TheoryData<string, string, string> Faults => new()
    {
        { "listen", "4141", "takes an address and port, such as 127.0.0.1:4141" },
        { "listen", "localhost:4141", "takes an address and port" },
        { "listen", "127.0.0.1:70000", "takes an address and port" },
        { "listen", "'::1'", "takes an address and port" },
        { "listen", "'[::1]'", "takes an address and port" },
        { "listen", "", "takes an address and port" },
        { "public_url", "example.org", "takes http(s)://host[:port] without a path" },
        { "public_url", "https://example.org/claude", "takes http(s)://host[:port] without a path" },
        { "public_url", "https://example.org/?a=b", "takes http(s)://host[:port] without a path" },
        { "public_url", "'https://example.org/#a'", "takes http(s)://host[:port] without a path" },
        { "public_url", "https://me:secret@example.org", "takes http(s)://host[:port] without a path" },
        { "upstream.url", "ftp://example.org", "takes http(s)://host[:port] without a path" },
        { "upstream.api_key_file", "/nowhere/key", "takes a file that holds the upstream key and nothing else" },
        { "organization.name", "'  '", "takes 1 to 100 characters" },
        { "organization.administrator_email", "nobody", "takes an e-mail address" },
        { "organization.administrator_email", "'@'", "takes an e-mail address" },
        { "naming.pattern", "'{env}'", "takes a pattern with {env} and {service}" },
        { "naming.environments", "prod", "takes environments with their short forms" },
        { "prices_file", "/nowhere/prices.json", "takes a price file" },
        { "timeouts.first_byte_seconds", "0", "takes seconds from 1 to 3600" },
        { "timeouts.first_byte_seconds", "10s", "takes seconds from 1 to 3600" },
        { "timeouts.idle_seconds", "3601", "takes seconds from 1 to 3600" },
        { "timeouts.drain_seconds", "-1", "takes seconds from 0 to 3600" },
        { "timeouts.shutdown_seconds", "1.5", "takes seconds from 0 to 3600" },
        { "batches.poll_seconds", "0", "takes seconds from 1 to 86400" },
        { "server.inline_scheduling", "yes", "takes true or false" },
        { "tls.certificate_file", "/nowhere/cert.pem", "takes a PEM file" },
        { "listen", "[1, 2]", "takes an address and port" },
        { "upstream", "https://api.anthropic.com", "takes settings of its own, indented below it" },
        { "upstream.api_key", "sk-ant-SECRET", "a key does not belong in this file; use upstream.api_key_file or the variable CLAVIGER_UPSTREAM_API_KEY" },
        { "listn", "127.0.0.1:1", "unknown setting; did you mean listen?" },
        { "upstream.uri", "https://x", "unknown setting; did you mean upstream.url?" },
        { "timeout.idle_seconds", "5", "unknown setting; did you mean timeouts" },
        { "timeouts.idle", "5", "unknown setting; did you mean timeouts.idle_seconds?" },
        { "organisation.name", "x", "unknown setting; did you mean organization" },
        { "idle_seconds", "5", "unknown setting; did you mean timeouts.idle_seconds?" },
        { "telemetry", "on", "unknown setting; known are listen, public_url," },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_setting_comes_from_the_file_and_a_variable_wins(string path, string one, string other)
    {
        var name = "CLAVIGER_" + path.Replace('.', '_').ToUpperInvariant();
        var (byFile, otherByFile) = (_folder.Read(Yaml(path, $"\"{one}\"")), _folder.Read(Yaml(path, $"\"{other}\"")));

        Assert.NotEqual(byFile, otherByFile);
        Assert.Equal(byFile, _folder.Read("", (name, one)));
        Assert.Equal(otherByFile, _folder.Read(Yaml(path, $"\"{one}\""), (name, other)));
        Assert.Equal(byFile, _folder.Read(Yaml(path, $"\"{one}\""), (name, "")));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_told_with_file_line_setting_and_remedy(string path, string value, string message)
    {
        var line = 2 + path.Count(c => c == '.');
        var fault = Assert.Single(_folder.FaultsIn("# our gateway\n" + Yaml(path, value)));

        Assert.StartsWith($"claviger.yaml:{(path == "timeout.idle_seconds" || path == "organisation.name" ? 2 : line)}: {(path is "timeout.idle_seconds" or "organisation.name" ? path.Split('.')[0] : path)}: {message}", fault);
        Assert.DoesNotContain("SECRET", fault, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = _folder.FaultsIn("listen: here\ntimeouts:\n  idle_seconds: 0\n  drain: 5\ncolour: red\n", ("CLAVIGER_BATCHES_POLL_SECONDS", "never"));

        Assert.Equal(["claviger.yaml:1: listen", "claviger.yaml:3: timeouts.idle_seconds", "claviger.yaml:4: timeouts.drain", "claviger.yaml:5: colour", "CLAVIGER_BATCHES_POLL_SECONDS"],
            faults.Select(fault => fault[..fault.LastIndexOf(": ", fault.IndexOf(fault.Contains("takes") ? "takes" : "unknown", StringComparison.Ordinal), StringComparison.Ordinal)]));
        Assert.Contains("did you mean timeouts.drain_seconds?", faults[2]);
    }

    [Theory]
    [InlineData("listen: [", "claviger.yaml:2: not valid YAML")]
    [InlineData("a: 1\n\tb: 2", "claviger.yaml:1: not valid YAML")]
    [InlineData("listen: 127.0.0.1:1\nlisten: 127.0.0.1:2", "claviger.yaml:2: not valid YAML")]
    [InlineData("- listen", "claviger.yaml: must be one mapping of settings")]
    [InlineData("just text", "claviger.yaml: must be one mapping of settings")]
    [InlineData("listen: 127.0.0.1:1\n---\nlisten: 127.0.0.1:2", "claviger.yaml: must be one mapping of settings")]
    [InlineData("? [a, b]\n: c", "claviger.yaml:1: a setting's name must be plain text")]
    [InlineData("'': c", "claviger.yaml:1: a setting's name must be plain text")]
    public void What_is_no_mapping_is_refused(string yaml, string fault) => Assert.StartsWith(fault, Assert.Single(_folder.FaultsIn(yaml)));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    public void An_empty_file_is_the_defaults(string yaml) => Assert.Equal(Folder.Defaults, _folder.Read(yaml));

    [Fact]
    public void A_file_that_was_named_must_be_there() =>
        Assert.Equal(["nowhere.yaml: there is no such file"], Assert.Throws<ConfigException>(() => ConfigReader.Read("nowhere.yaml", _ => null)).Faults);

    [Fact]
    public void Environments_get_their_short_forms()
    {
        var config = _folder.Read("naming:\n  pattern: '{service}-{env}'\n  environments:\n    production: p\n    quality: q\n");

        Assert.Equal(("{service}-{env}", "p", "q"), (config.NamingPattern, config.NamingEnvironments["production"], config.NamingEnvironments["quality"]));
        Assert.Equal(
            ["claviger.yaml:3: naming.environments.Prod: must be 1 to 32 lower-case letters, digits and hyphens, beginning with a letter",
             "claviger.yaml:4: naming.environments.quality: its short form must be 1 to 32 lower-case letters, digits and hyphens, beginning with a letter"],
            _folder.FaultsIn("naming:\n  environments:\n    Prod: p\n    quality: Q\n"));
    }

    [Fact]
    public void The_upstream_key_comes_from_a_file_or_a_variable()
    {
        var file = _folder.File("key", "sk-file\n");
        var yaml = $"upstream:\n  api_key_file: {file}\n";

        Assert.Null(_folder.Read("").UpstreamApiKey);
        Assert.Equal("sk-file", _folder.Read(yaml).UpstreamApiKey);
        Assert.Equal("sk-theirs", _folder.Read("", ("ANTHROPIC_API_KEY", " sk-theirs\n")).UpstreamApiKey);
        Assert.Equal("sk-ours", _folder.Read("", ("ANTHROPIC_API_KEY", "sk-theirs"), ("CLAVIGER_UPSTREAM_API_KEY", "sk-ours")).UpstreamApiKey);
        Assert.Equal("sk-ours", _folder.Read(yaml, ("CLAVIGER_UPSTREAM_API_KEY", "sk-ours")).UpstreamApiKey);
        Assert.Equal("sk-file", _folder.Read(yaml, ("ANTHROPIC_API_KEY", "sk-theirs")).UpstreamApiKey);
        foreach (var bad in new[] { "  ", "two words", "sk-a\nsk-b", "sk-ä", "clvk_something", "clva_something" })
            Assert.Equal(["CLAVIGER_UPSTREAM_API_KEY: takes one key of upstream's (not of Claviger's), without spaces or line breaks in it"], _folder.FaultsIn("", ("CLAVIGER_UPSTREAM_API_KEY", bad)));
        _folder.File("key", " \n");
        Assert.Single(_folder.FaultsIn(yaml));
    }

    [Fact]
    public void Certificate_and_key_go_together_and_must_be_a_pair()
    {
        var (certificate, key) = SelfSigned();
        var (_, otherKey) = SelfSigned();
        var (certificateFile, keyFile, otherFile, nonsense) = (_folder.File("c.pem", certificate), _folder.File("k.pem", key), _folder.File("o.pem", otherKey), _folder.File("n.pem", "x"));

        Assert.Equal(certificateFile, _folder.Read($"tls:\n  certificate_file: {certificateFile}\n  key_file: {keyFile}\n").TlsCertificateFile);
        Assert.Equal(["tls: certificate_file and key_file go together; set both or none"], _folder.FaultsIn($"tls:\n  certificate_file: {certificateFile}\n"));
        Assert.Equal(["tls: certificate_file and key_file go together; set both or none"], _folder.FaultsIn($"tls:\n  key_file: {keyFile}\n"));
        foreach (var (one, two) in new[] { (certificateFile, otherFile), (nonsense, keyFile), (certificateFile, nonsense) })
            Assert.Contains("must be a PEM certificate and its unencrypted private key", Assert.Single(_folder.FaultsIn($"tls:\n  certificate_file: {one}\n  key_file: {two}\n")));
    }

    [Fact]
    public void A_price_file_is_read_at_once() =>
        Assert.Contains("prices.json", Assert.Single(_folder.FaultsIn($"prices_file: {_folder.File("prices.json", "{}")}\n")));

    public void Dispose() => _folder.Dispose();

    private static string Yaml(string path, string value) =>
        string.Concat(path.Split('.').Select((word, depth) => $"{(depth == 0 ? "" : "\n")}{new string(' ', depth * 2)}{word}:")) + $" {value}\n";

    private static (string Certificate, string Key) SelfSigned()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=localhost", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
