using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Claviger.Config;
using Claviger.Control.Leaks;
using Claviger.Core.Leaks;
using Claviger.IntegrationTests.Hosting;

namespace Claviger.IntegrationTests.Leaks;

/// <summary>Signs reports as GitHub does, with a key of its own.</summary>
internal sealed class GitHubSigner : IDisposable
{
    public const string Path = "/v1/secret_scanning/github";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Identifier { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What GitHub publishes, or an operator pins.</summary>
    public byte[] PublicKeys => JsonSerializer.SerializeToUtf8Bytes(new { public_keys = new[] { new { key_identifier = Identifier, key = _key.ExportSubjectPublicKeyInfoPem(), is_current = true } } });

    public Task<TestGateway> StartAsync(LeakPolicy policy = LeakPolicy.Revoke, Func<ServerConfig, ServerConfig>? config = null, TimeProvider? clock = null) => TestGateway.StartAsync(
        serverConfig: own => (config ?? (same => same))(own) with { LeakPolicy = policy, GitHubKeys = GitHubKeySet.Parse(PublicKeys) }, clock: clock);

    public static byte[] Body(params IEnumerable<(string Token, string Url)> found) =>
        JsonSerializer.SerializeToUtf8Bytes(found.Select(line => new { token = line.Token, type = "claviger_api_key", url = line.Url, source = "commit" }));

    public static byte[] Body(params IEnumerable<string> tokens) => Body(tokens.Select(token => (token, "https://github.com/example/app/blob/1a2b3c/.env")));

    public HttpRequestMessage Request(byte[] body, string? address = null, byte[]? signed = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address + Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/json");
        request.Headers.Add("Github-Public-Key-Identifier", Identifier);
        request.Headers.Add("Github-Public-Key-Signature", Convert.ToBase64String(_key.SignData(signed ?? body, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        return request;
    }

    public async Task<(int Status, JsonElement Answer)> SendAsync(TestGateway gateway, byte[] body)
    {
        using var request = Request(body);
        using var answer = await gateway.Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>The label of each token, by order.</summary>
    public async Task<IReadOnlyList<string>> LabelsAsync(TestGateway gateway, params string[] tokens)
    {
        var (status, answer) = await SendAsync(gateway, Body(tokens));
        Xunit.Assert.True(status == 200, $"{status} {answer}");
        Xunit.Assert.Equal(tokens.Select(Hash), answer.EnumerateArray().Select(line => line.GetProperty("token_hash").GetString()));
        return answer.EnumerateArray().Select(line => line.GetProperty("label").GetString()!).ToList();
    }

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public void Dispose() => _key.Dispose();
}
