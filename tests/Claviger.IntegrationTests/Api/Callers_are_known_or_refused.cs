using System.Net.Http.Headers;
using System.Text.Json;
using Claviger.Core.Keys;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Callers_are_known_or_refused(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private string Admin => fixture.Gateway.AdminKey;

    [Fact]
    public async Task Either_header_will_do_and_both_that_agree()
    {
        Assert.Equal(200, await StatusAsync(headers => headers.Add("x-api-key", Admin)));
        Assert.Equal(200, await StatusAsync(headers => headers.Authorization = new("Bearer", Admin)));
        Assert.Equal(200, await StatusAsync(headers =>
        {
            headers.Add("x-api-key", Admin);
            headers.Authorization = new("Bearer", Admin);
        }));
    }

    [Fact]
    public async Task Everyone_else_gets_the_same_answer()
    {
        var stranger = KeyToken.New(KeyTokenKind.AdminKey);
        var answers = new HashSet<string>();
        foreach (var headers in new Action<HttpRequestHeaders>[]
        {
            _ => { },
            h => h.Add("x-api-key", stranger),
            h => h.Add("x-api-key", "x"),
            h => h.Add("x-api-key", Admin[..^1] + (Admin[^1] == 'a' ? 'b' : 'a')),
            h => h.Add("x-api-key", fixture.Gateway.Key.Secret),
            h => h.Authorization = new("Bearer", fixture.Gateway.Key.Secret),
            h => h.Authorization = new("Basic", Admin),
            h => h.TryAddWithoutValidation("x-api-key", [Admin, Admin]),
            h => h.TryAddWithoutValidation("x-api-key", new string('x', 4_000)),
            h =>
            {
                h.Add("x-api-key", Admin);
                h.Authorization = new("Bearer", stranger);
            },
        })
        {
            var (answer, body) = await fixture.SendAsync(HttpMethod.Get, "/me", headers: headers);
            Assert.Equal(401, (int)answer.StatusCode);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.Equal("false", answer.Headers.GetValues("x-should-retry").Single());
            answers.Add(body.GetProperty("error").ToString());
        }

        Assert.Single(answers);
    }

    [Fact]
    public async Task A_digest_is_no_key()
    {
        using var store = fixture.Open();
        var digest = Dapper.SqlMapper.QuerySingle<byte[]>(store, "SELECT digest FROM admin_keys");

        Assert.Equal(401, await StatusAsync(headers => headers.Add("x-api-key", Convert.ToHexString(digest))));
        Assert.Equal(401, await StatusAsync(headers => headers.Add("x-api-key", Convert.ToBase64String(digest))));
    }

    [Theory]
    [InlineData("/me")]
    [InlineData("/nothing-here")]
    [InlineData("/api_keys/apikey_01none")]
    public async Task A_stranger_does_not_learn_which_paths_exist(string path)
    {
        var (answer, _) = await fixture.SendAsync(HttpMethod.Get, path, headers: _ => { });

        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/V1/ORGANIZATIONS/me")]
    [InlineData("/v1/Organizations/me")]
    [InlineData("//v1/organizations/me")]
    [InlineData("/v1//organizations/me")]
    [InlineData("/v1/organizations//me")]
    [InlineData("/v1/organizations/me/")]
    [InlineData("/v1/%6Frganizations/me")]
    [InlineData("/x/../v1/organizations/me")]
    [InlineData("/v1/organizations%2Fme")]
    public async Task No_spelling_of_a_path_goes_around_the_door(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Gateway.Url + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Add("anthropic-version", "2026-10-21");
        using var answer = await fixture.Gateway.Http.SendAsync(request);

        Assert.InRange((int)answer.StatusCode, 400, 404);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2023-01-01")]
    [InlineData("2026-10-21 ,2023-06-01")]
    public async Task A_version_is_required(string? version)
    {
        var (answer, body) = await fixture.SendAsync(HttpMethod.Get, "/me", version: version);

        Assert.Equal((400, "anthropic-version: header is required: 2026-10-21 or 2023-06-01"), ((int)answer.StatusCode, AdminFixture.Read(400, body).Message));
    }

    [Fact]
    public async Task The_legacy_workspace_id_shows_only_in_the_version_that_had_it()
    {
        foreach (var path in new[] { $"/api_keys/{fixture.Gateway.Key.ApiKey.Id}", "/api_keys" })
        {
            var (_, now) = await fixture.SendAsync(HttpMethod.Get, path);
            var (_, legacy) = await fixture.SendAsync(HttpMethod.Get, path, version: "2023-06-01");
            Assert.False(First(now).TryGetProperty("workspace_id", out _));
            Assert.Equal(fixture.WorkspaceId("Production"), First(legacy).GetProperty("workspace_id").GetString());
            Assert.Equal(fixture.WorkspaceId("Production"), First(now).GetProperty("scope").GetProperty("workspace_id").GetString());
        }

        static JsonElement First(JsonElement body) => body.TryGetProperty("data", out var data) ? data[0] : body;
    }

    [Fact]
    public async Task Nothing_is_cached_and_every_answer_has_an_id()
    {
        var ids = new HashSet<string>();
        foreach (var path in new[] { "/me", "/users", "/workspaces", "/api_keys", "/status", "/nothing", "/api_keys?x=1" })
        {
            var (answer, body) = await fixture.SendAsync(HttpMethod.Get, path + (path.Contains('?') ? "&" : "?") + "beta=true");
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
            var id = answer.Headers.GetValues("request-id").Single();
            Assert.True(ids.Add(id));
            if (!answer.IsSuccessStatusCode) Assert.Equal(id, body.GetProperty("request_id").GetString());
        }
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_a_503_and_tells_nothing_of_itself()
    {
        using var store = fixture.Open();
        Dapper.SqlMapper.Execute(store, "ALTER TABLE members RENAME TO members_away");
        try
        {
            var (answer, body) = await fixture.SendAsync(HttpMethod.Get, "/users");
            Assert.Equal((503, "the store can't be read right now; try again"), ((int)answer.StatusCode, AdminFixture.Read(503, body).Message));
            Assert.Equal("1", answer.Headers.GetValues("retry-after").Single());
        }
        finally
        {
            Dapper.SqlMapper.Execute(store, "ALTER TABLE members_away RENAME TO members");
        }

        Assert.Equal(200, (int)(await fixture.SendAsync(HttpMethod.Get, "/users")).Answer.StatusCode);
    }

    private async Task<int> StatusAsync(Action<HttpRequestHeaders> headers) => (int)(await fixture.SendAsync(HttpMethod.Get, "/me", headers: headers)).Answer.StatusCode;
}
