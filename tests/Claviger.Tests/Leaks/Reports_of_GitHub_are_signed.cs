using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Claviger.Control.Leaks;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Claviger.Tests.Leaks;

/// <summary>GitHub's published sample of a signed report, which others test against too, and what may not pass for one.</summary>
public sealed class Reports_of_GitHub_are_signed
{
    private const string Identifier = "90a421169f0a406205f1563a953312f0be898d3c7b6c06b681aa86a874555f4a";
    private const string Pem = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9MJJHnMfn2+H4xL4YaPDA4RpJqUq\nkCmRCBnYERxZanmcpzQSXs1X/AljlKkbJ8qpVIW4clayyef9gWhFbNHWAA==\n-----END PUBLIC KEY-----\n";
    private const string Signature = "MEQCIAfgjgz6Ou/3DXMYZBervz1TKCHFsvwMcbuJhNZse622AiAG86/cku2XdcmFWNHl2WSJi2fkE8t+auvB24eURaOd2A==";
    private const string Payload = """[{"type":"github_oauth_token","token":"cb4985f91f740272c0234202299f43808034d7f5","url":" https://github.com/github/faketestrepo/blob/b0dd59c0b500650cacd4551ca5989a6194001b10/production.env"}]""";

    [Fact]
    public void The_published_answer_passes() => Assert.True(Verify(Payload));

    [Theory]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("\r\n")]
    public void With_anything_behind_it_fails(string tail) => Assert.False(Verify(Payload + tail));

    [Fact]
    public void With_any_bit_changed_it_fails()
    {
        var bytes = Encoding.UTF8.GetBytes(Payload);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            Assert.False(Keys().Verifies(Identifier, bytes, Convert.FromBase64String(Signature)));
            bytes[at] ^= 1;
        }
    }

    [Fact]
    public void With_any_bit_of_the_signature_changed_it_fails()
    {
        var signature = Convert.FromBase64String(Signature);
        for (var at = 0; at < signature.Length; at++)
        {
            signature[at] ^= 1;
            Assert.False(Keys().Verifies(Identifier, Encoding.UTF8.GetBytes(Payload), signature));
            signature[at] ^= 1;
        }

        Assert.False(Keys().Verifies(Identifier, Encoding.UTF8.GetBytes(Payload), []));
        Assert.False(Keys().Verifies(Identifier, Encoding.UTF8.GetBytes(Payload), new byte[64])); // r and s bare, as others write them
    }

    [Fact]
    public void Under_an_identifier_that_is_not_there_it_fails() => Assert.False(Keys().Verifies(Identifier[1..], Encoding.UTF8.GetBytes(Payload), Convert.FromBase64String(Signature)));

    [Fact]
    public void What_is_no_file_of_its_keys_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        foreach (var text in new[]
        {
            "", "{}", "[]", """{"public_keys":[]}""", """{"public_keys":{}}""", """{"public_keys":[{"key":"x"}]}""", File("nonsense"), File(other.ExportSubjectPublicKeyInfoPem()),
            File(rsa.ExportSubjectPublicKeyInfoPem()), File(Pem)[..^2], """{"public_keys":[null]}""", """{"public_keys":[{"key_identifier":null,"key":null}]}""",
        }) Assert.Throws<FormatException>(() => GitHubKeySet.Parse(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>secp256k1 has 256 bits too.</summary>
    [Fact]
    public void Another_curve_of_its_size_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10"));
        Assert.Throws<FormatException>(() => GitHubKeySet.Parse(Encoding.UTF8.GetBytes(File(other.ExportSubjectPublicKeyInfoPem()))));
    }

    [Fact]
    public void Headers_are_there_once_and_well_formed()
    {
        Assert.NotNull(GitHubSignature.Read(Headers((GitHubSignature.IdentifierHeader, [Identifier]), (GitHubSignature.SignatureHeader, [Signature]))));
        foreach (var (identifier, signature) in new (string[], string[])[]
        {
            ([], [Signature]), ([Identifier], []), ([Identifier, Identifier], [Signature]), ([Identifier], [Signature, Signature]), ([""], [Signature]), ([Identifier], [""]),
            ([Identifier], ["no base64!"]), ([new string('a', 129)], [Signature]), ([Identifier], [new string('A', 132)]),
        }) Assert.Null(GitHubSignature.Read(Headers((GitHubSignature.IdentifierHeader, identifier), (GitHubSignature.SignatureHeader, signature))));
    }

    private static bool Verify(string payload) => Keys().Verifies(Identifier, Encoding.UTF8.GetBytes(payload), Convert.FromBase64String(Signature));

    private static GitHubKeySet Keys() => GitHubKeySet.Parse(Encoding.UTF8.GetBytes(File(Pem)));

    private static string File(string pem) => JsonSerializer.Serialize(new { public_keys = new[] { new { key_identifier = Identifier, key = pem, is_current = true } } });

    private static HeaderDictionary Headers(params (string Name, string[] Values)[] all)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, values) in all) headers[name] = values;
        return headers;
    }
}
