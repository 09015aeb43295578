using System.Text.Json;
using Claviger.Core.Keys;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>R6: forged tokens, names made to deceive, and filters that are no patterns.</summary>
public sealed class Hostile_input_does_no_harm(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private TestGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Forged_and_malformed_tokens_are_strangers_on_either_plane()
    {
        var tokens = Forged(Gateway.Key.Secret).Concat(Forged(Gateway.AdminKey)).Distinct().ToList();
        Assert.True(tokens.Count >= 60, $"{tokens.Count} tokens");
        var (sequence, sent) = (fixture.LastSequence(), Gateway.Simulator.Bill.Requests);

        var admin = new HashSet<string>();
        var data = new HashSet<string>();
        foreach (var token in tokens)
        {
            foreach (var header in new[] { "x-api-key", "authorization" })
            {
                var value = header == "x-api-key" ? token : "Bearer " + token;
                if (token != Gateway.AdminKey) admin.Add(await AskAsync("/v1/organizations/me", HttpMethod.Get, header, value));
                if (token != Gateway.Key.Secret) data.Add(await AskAsync("/v1/messages", HttpMethod.Post, header, value));
            }
        }

        Assert.StartsWith("401 ", Assert.Single(admin));
        Assert.StartsWith("401 ", Assert.Single(data));
        Assert.Equal((sequence, sent), (fixture.LastSequence(), Gateway.Simulator.Bill.Requests));
    }

    [Theory]
    [InlineData("/workspaces", "name", "environment", "staging")]
    [InlineData("/rbac_groups", "name", "description", "x")]
    [InlineData("/rbac_roles", "display_name", "description", "x")]
    [InlineData("/admin_keys", "name", "owner_type", "organization")]
    public async Task Names_are_kept_to_the_character_and_tricks_are_refused(string path, string field, string other, string value)
    {
        foreach (var name in new[] { "<script>alert(1)</script>", "'; DROP TABLE members; --", "100 % _under_ \\ \"q\"", "{{7*7}} ${x}", "日本 עברית \u200fع", "e\u0301\u200d", "../../etc" })
        {
            var body = new Dictionary<string, object> { [field] = name, [other] = value };
            if (path == "/rbac_roles") body["permissions"] = new[] { "keys.read" };
            var made = await Gateway.Ok(HttpMethod.Post, path, body);
            Assert.Equal(name, (made.Child("admin_key") ?? made).Text(field));
        }

        foreach (var trick in new[] { "a\u202Eb", "\u2066x", "x\u2069", "a\u2028b", "a\u2029b", "a\0b", "a\u001b[2J", "a\nb", "a\u0085b", " a", "a ", "" })
        {
            var body = new Dictionary<string, object> { [field] = trick, [other] = value };
            if (path == "/rbac_roles") body["permissions"] = new[] { "keys.read" };
            var (status, message, _) = await Gateway.Refused(HttpMethod.Post, path, body);
            Assert.True(status == 400 && message.StartsWith(field, StringComparison.Ordinal), $"{JsonSerializer.Serialize(trick)}: {status} {message}");
        }
    }

    [Theory]
    [InlineData("/users?email=%25")]
    [InlineData("/users?email=______________")]
    [InlineData("/users?email=a' OR '1'='1")]
    [InlineData("/invites?email=%25%40%25")]
    [InlineData("/api_keys?workspace_id=%25")]
    [InlineData("/api_keys?created_by_user_id=user_%25")]
    [InlineData("/workspaces?ids[]=wrkspc_%25&ids[]=_______")]
    [InlineData("/audit_log?target=%25")]
    [InlineData("/audit_log?actor_ids[]=%25")]
    [InlineData("/request_log?api_key_id=%25")]
    public async Task A_filter_is_no_pattern(string path)
    {
        await Gateway.JoinAsync("user");
        await Gateway.Ok(HttpMethod.Post, "/invites", new { email = People.Email(), role = "user" });
        using (var message = Gateway.Message()) (await Gateway.Http.SendAsync(message)).Dispose();

        var (status, answer) = await Gateway.AdminAsync(HttpMethod.Get, path);

        if ((int)status == 400) return; // says that there is no such thing
        Assert.Equal(200, (int)status);
        Assert.Empty(answer.GetProperty("data").EnumerateArray());
    }

    /// <summary>Of a good token: cut, doubled, dressed up, with other parts of another one, and of other kinds.</summary>
    private static IEnumerable<string> Forged(string good)
    {
        var other = KeyToken.New(good.StartsWith("clvk_", StringComparison.Ordinal) ? KeyTokenKind.ApiKey : KeyTokenKind.AdminKey);
        var (prefix, id, secret, checksum) = (good[..5], good[5..16], good[16..59], good[59..]);
        yield return other;
        foreach (var kind in Enum.GetValues<KeyTokenKind>()) yield return KeyToken.New(kind);
        foreach (var name in new[] { "clvk_", "clva_", "clvi_", "clvs_", "clvt_", "sk-ant-api03-", "sk-ant-admin01-", "CLVK_", "clvk-", "clvk", "" }) yield return name + good[5..] == good ? other : name + good[5..];
        foreach (var length in new[] { 1, 4, 5, 6, 15, 16, 17, 58, 59, 60, 64 }) yield return good[..length];
        yield return good + good;
        yield return good + "0";
        yield return good + good[^1];
        yield return "x" + good;
        yield return prefix + id + other[16..59] + checksum; // another's secret
        yield return prefix + other[5..16] + secret + checksum;
        yield return prefix + id + secret + other[59..];
        yield return prefix + id + new string('0', 43) + checksum;
        yield return prefix + new string('0', 11) + secret + checksum;
        yield return prefix + id + secret + "000000";
        yield return new string([.. good.Reverse()]);
        yield return good.ToUpperInvariant();
        yield return good.ToLowerInvariant();
        yield return good[..20] + Swapped(good[20]) + good[21..];
        yield return good[..^1] + Swapped(good[^1]);
        yield return good[..30] + " " + good[30..];
        yield return good[..30] + "%00" + good[30..];
        yield return good.Replace('_', '-');
        yield return "\"" + good + "\"";
        yield return "{" + good + "}";
        yield return good.Replace(good[20], '_');
        yield return Uri.EscapeDataString(good + "\n");
        yield return Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(good));
        yield return new string('a', 65);
        yield return new string('a', 8_000);
        yield return prefix + new string('z', 60);
        yield return "null";
        yield return "undefined";
        yield return "../" + good;
    }

    private static char Swapped(char c) => c == 'a' ? 'b' : 'a';

    /// <summary>Status and body, without the request's id.</summary>
    private async Task<string> AskAsync(string path, HttpMethod method, string header, string value)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(header, value);
        request.Headers.Add("anthropic-version", "2026-10-21");
        if (method == HttpMethod.Post) request.Content = new StringContent("""{"model":"claude-haiku-4-5","max_tokens":1,"messages":[]}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await Gateway.Http.SendAsync(request);
        var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
        return $"{(int)answer.StatusCode} {error}";
    }
}
