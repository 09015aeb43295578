using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>Each message names the field and what to send instead.</summary>
public sealed class Every_fault_is_named(AdminFixture fixture, ITestOutputHelper output) : IClassFixture<AdminFixture>
{
    private const string Keys = "/api_keys", Workspaces = "/workspaces", Report = "/usage_report/messages";

    [Theory]
    [InlineData("""{"workspace_id":"WS","service":"backend2","colour":"red"}""", "colour", "unknown field; this call takes workspace_id, name, service, environment, owner_user_id, expires_at, models, networks, max_tokens_ceiling")]
    [InlineData("""{"workspace_id":"WS","secret":"x"}""", "secret", "unknown field")]
    [InlineData("""{"workspace_id":"WS","service":"a-b","service":"c-d"}""", "service", "given twice; send it once")]
    [InlineData("""{"service":"backend2"}""", "workspace_id", "required")]
    [InlineData("""{"workspace_id":null,"service":"backend2"}""", "workspace_id", "required")]
    [InlineData("""{"workspace_id":7,"service":"backend2"}""", "workspace_id", "must be a string")]
    [InlineData("""{"workspace_id":"wrkspc_01none","service":"backend2"}""", "workspace_id", "no such workspace")]
    [InlineData("""{"workspace_id":"WS"}""", "service", "required: say which service will use this key")]
    [InlineData("""{"workspace_id":"WS","service":"test"}""", "service", "says nothing about the service")]
    [InlineData("""{"workspace_id":"WS","service":"Back End"}""", "service", "lower-case letters, digits and hyphens")]
    [InlineData("""{"workspace_id":"WS","name":"key-1"}""", "name", "in this workspace names read prod-{service}. Try 'prod-")]
    [InlineData("""{"workspace_id":"WS","name":"dev-backend9"}""", "name", "Try 'prod-backend9'")]
    [InlineData("""{"workspace_id":"WS","name":"prod-frontend","service":"backend2"}""", "name", "names the service 'frontend', but service is 'backend2'. Try 'prod-backend2'")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","environment":"development"}""", "environment", "'Production' is a production workspace: make this key in a workspace of its own environment")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","owner_user_id":"user_01none"}""", "owner_user_id", "no such member")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","expires_at":"2020-01-01T00:00:00Z"}""", "expires_at", "must be in the future")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","expires_at":"tomorrow"}""", "expires_at", "must be an RFC 3339 time with an offset, for example")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","expires_at":"2036-01-01T00:00:00"}""", "expires_at", "must be an RFC 3339 time with an offset")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","expires_at":"Tue, 1 Jan 2036 00:00:00 Z"}""", "expires_at", "must be an RFC 3339 time with an offset")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","expires_at":1767225600}""", "expires_at", "must be an RFC 3339 time with an offset")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","models":"claude-haiku-4-5"}""", "models", "must be an array of strings")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","models":[null]}""", "models", "models[0]: must be a string")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","models":["gpt-9"]}""", "models", "'gpt-9' is not a priced model; priced are ")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","models":["gpt-*"]}""", "models", "'gpt-*' matches no priced model")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","networks":["10.0.0.0/8",5]}""", "networks", "networks[1]: must be a string")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","networks":["10.0.0.1"]}""", "networks", "is not a CIDR block with clear host bits, such as 10.20.0.0/16")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","networks":["10.1.2.3/8"]}""", "networks", "is not a CIDR block with clear host bits")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","networks":["2001:db8::1/32"]}""", "networks", "is not a CIDR block with clear host bits")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","networks":["::ffff:10.0.0.0/104"]}""", "networks", "is not a CIDR block")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","max_tokens_ceiling":0}""", "max_tokens_ceiling", "must be from 1 to 10000000")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","max_tokens_ceiling":1.5}""", "max_tokens_ceiling", "must be a whole number")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","max_tokens_ceiling":"100"}""", "max_tokens_ceiling", "must be a whole number")]
    [InlineData("""{"workspace_id":"WS","service":"backend2","max_tokens_ceiling":99999999999999999999}""", "max_tokens_ceiling", "must be a whole number")]
    public Task In_a_new_key(string body, string field, string message) =>
        IsRefusedAsync(HttpMethod.Post, Keys, body.Replace("WS", fixture.WorkspaceId("Production")), field, message);

    [Theory]
    [InlineData("""{"service":"other"}""", "service", "unknown field; this call takes name, status, owner_user_id, models, networks, max_tokens_ceiling")]
    [InlineData("""{"status":"expired"}""", "status", "must be active, inactive or archived")]
    [InlineData("""{"status":"deleted"}""", "status", "must be active, inactive or archived")]
    [InlineData("""{"status":true}""", "status", "must be a string")]
    [InlineData("""{"name":""}""", "name", "in this workspace names read prod-{service}. Try 'prod-backend'")]
    [InlineData("""{"name":"prod-other"}""", "name", "names the service 'other', but service is 'backend'")]
    [InlineData("""{"max_tokens_ceiling":-1}""", "max_tokens_ceiling", "0, in an update, removes it")]
    [InlineData("""{"owner_user_id":"user_01none"}""", "owner_user_id", "GET /v1/organizations/users lists them")]
    [InlineData("""{"networks":["nowhere"]}""", "networks", "is not a CIDR block")]
    public Task In_a_change_of_a_key(string body, string field, string message) =>
        IsRefusedAsync(HttpMethod.Post, $"{Keys}/{fixture.Gateway.Key.ApiKey.Id}", body, field, message);

    [Theory]
    [InlineData("{}", "name", "required")]
    [InlineData("""{"name":""}""", "name", "must be 1 to 40 characters")]
    [InlineData("""{"name":" x"}""", "name", "without space at either end")]
    [InlineData("""{"name":"a\u0001b"}""", "name", "without control and direction characters")]
    [InlineData("""{"name":"a\u0000b"}""", "name", "must not hold a NUL character")]
    [InlineData("""{"name":"12345678901234567890123456789012345678901"}""", "name", "must be 1 to 40 characters")]
    [InlineData("""{"name":"N","environment":"Prod"}""", "environment", "must be 1 to 32 lower-case letters, digits and hyphens, beginning with a letter")]
    [InlineData("""{"name":"N","display_color":"red"}""", "display_color", "must look like #6C5BB9")]
    [InlineData("""{"name":"N","display_color":"#6C5BB9\n"}""", "display_color", "must look like #6C5BB9")]
    [InlineData("""{"name":"N","tags":[]}""", "tags", "must be an object whose values are strings")]
    [InlineData("""{"name":"N","tags":{"a":1}}""", "tags", "a value must be a string")]
    [InlineData("""{"name":"N","tags":{"a":null}}""", "tags", "a value must be a string")]
    [InlineData("""{"name":"N","tags":{"a":"1","a":"2"}}""", "tags", "the same key is given twice")]
    [InlineData("""{"name":"N","tags":{"":"1"}}""", "tags", "a key must be 1 to 64 characters")]
    [InlineData("""{"name":"N","tags":{"anthropic_x":"1"}}""", "tags", "keys must not begin with anthropic")]
    [InlineData("""{"name":"N","compartment_id":"c"}""", "compartment_id", "unknown field; this call takes name, environment, display_color, tags")]
    public Task In_a_new_workspace(string body, string field, string message) => IsRefusedAsync(HttpMethod.Post, Workspaces, body, field, message);

    [Theory]
    [InlineData("""{"environment":"staging"}""", "environment", "unknown field; this call takes name, display_color, tags")]
    [InlineData("""{"tags":{"a":5}}""", "tags", "a value must be a string, or null to delete the key")]
    [InlineData("""{"name":"\t"}""", "name", "must be 1 to 40 characters")]
    public Task In_a_change_of_a_workspace(string body, string field, string message) =>
        IsRefusedAsync(HttpMethod.Post, $"{Workspaces}/{fixture.WorkspaceId("Production")}", body, field, message);

    [Theory]
    [InlineData(Keys + "?limit=0", "limit", "must be a whole number from 1 to 1000")]
    [InlineData(Keys + "?limit=1001", "limit", "must be a whole number from 1 to 1000")]
    [InlineData(Keys + "?limit=%2B5", "limit", "must be a whole number from 1 to 1000")]
    [InlineData(Keys + "?limit=5&limit=5", "limit", "given more than once")]
    [InlineData(Keys + "?sort=name", "sort", "unknown parameter; this call takes limit, after_id, before_id, status, workspace_id, created_by_user_id")]
    [InlineData(Keys + "?status=dead", "status", "must be one of active, inactive, archived, expired")]
    [InlineData(Keys + "?after_id=apikey_01none", "after_id", "is not an id of this list")]
    [InlineData(Keys + "?before_id=apikey_01none", "before_id", "is not an id of this list")]
    [InlineData(Keys + "?before_id=a&after_id=b", "before_id", "can't go with after_id")]
    [InlineData(Workspaces + "?include_archived=yes", "include_archived", "must be true or false")]
    [InlineData(Workspaces + "?after_id=wrkspc_01none", "after_id", "is not an id of this list")]
    [InlineData("/users?roles[]=boss", "roles[]", "'boss' is not one of user, claude_code_user, developer, billing, admin")]
    [InlineData("/users?roles=admin", "roles", "unknown parameter; this call takes limit, after_id, before_id, email, roles[]")]
    [InlineData("/me?verbose=1", "verbose", "unknown parameter; this call takes none")]
    [InlineData("/status?x=1", "x", "unknown parameter; this call takes none")]
    [InlineData(Report, "starting_at", "required, for example")]
    [InlineData(Report + "?starting_at=yesterday", "starting_at", "must be an RFC 3339 time with an offset")]
    [InlineData(Report + "?starting_at=2999-01-01T00:00:00Z", "starting_at", "must be in the past when ending_at is left out")]
    [InlineData(Report + "?starting_at=2026-11-02T00:00:00Z&ending_at=2026-11-01T00:00:00Z", "ending_at", "must be after starting_at")]
    [InlineData(Report + "?starting_at=9999-12-31T00:00:00Z&ending_at=9999-12-31T23:59:59Z", "starting_at", "must be in the years 1970 to 9998")]
    [InlineData(Report + "?starting_at=2026-11-02T00:00:00Z&ending_at=9999-12-31T23:59:59Z", "ending_at", "must be in the years 1970 to 9998")]
    [InlineData(Report + "?starting_at=0001-01-01T00:00:00Z", "starting_at", "must be in the years 1970 to 9998")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&bucket_width=2d", "bucket_width", "must be 1d, 1h or 1m")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&limit=32", "limit", "must be a whole number from 1 to 31")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&bucket_width=1h&limit=169", "limit", "must be a whole number from 1 to 168")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&bucket_width=1m&limit=1441", "limit", "must be a whole number from 1 to 1440")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&page=page_", "page", "send next_page as it came")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&page=page_1", "page", "send next_page as it came")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&group_by[]=colour", "group_by[]", "'colour' is not one of workspace_id, api_key_id, model, service_tier, inference_geo, speed, context_window")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&service_tiers[]=gold", "service_tiers[]", "takes one of standard, priority, batch")]
    [InlineData(Report + "?starting_at=2026-11-01T00:00:00Z&group_by=model", "group_by", "unknown parameter")]
    public Task In_a_question(string path, string field, string message) => IsRefusedAsync(HttpMethod.Get, path, null, field, message);

    [Theory]
    [InlineData("", "body: required; send a JSON object")]
    [InlineData("[]", "body: must be a JSON object")]
    [InlineData("null", "body: must be a JSON object")]
    [InlineData("{\"name\":\n  oops}", "body: not valid JSON (line 2, byte 3)")]
    [InlineData("""{"name":"N"} trailing""", "body: not valid JSON (line 1, byte 14)")]
    [InlineData("""{"name":"N",}""", "body: not valid JSON")]
    [InlineData("""{"name":"\ud800"}""", "body: holds text that is not valid Unicode")]
    [InlineData("""{"\ud800":1}""", "body: holds text that is not valid Unicode")]
    [InlineData("""{"name":"N","tags":{"\ud800":"x"}}""", "body: holds text that is not valid Unicode")]
    public async Task In_a_body(string body, string message)
    {
        var (answer, json) = await fixture.SendAsync(HttpMethod.Post, Workspaces, AdminFixture.Bytes(body));

        Assert.Equal((400, "invalid_request_error"), ((int)answer.StatusCode, AdminFixture.Read(400, json).Type));
        Assert.StartsWith(message, AdminFixture.Read(400, json).Message);
    }

    [Fact]
    public async Task In_bytes_that_are_no_text()
    {
        var (answer, json) = await fixture.SendAsync(HttpMethod.Post, Workspaces, [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.StartsWith("body: ", AdminFixture.Read(400, json).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/jsonx")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task In_the_type_of_a_body(string? type)
    {
        var (answer, json) = await fixture.SendAsync(HttpMethod.Post, Workspaces, AdminFixture.Bytes("""{"name":"N"}"""), type);

        Assert.Equal((400, "content-type: must be application/json"), ((int)answer.StatusCode, AdminFixture.Read(400, json).Message));
    }

    [Fact]
    public async Task In_the_size_of_a_body()
    {
        var (answer, json) = await fixture.SendAsync(HttpMethod.Post, Workspaces, AdminFixture.Bytes($$"""{"name":"{{new string('x', 1 << 20)}}"}"""));

        Assert.Equal((413, "request_too_large", "body: must be at most 1048576 bytes"), ((int)answer.StatusCode, AdminFixture.Read(413, json).Type, AdminFixture.Read(413, json).Message));
    }

    [Theory]
    [InlineData(10, 200)]
    [InlineData(1 << 20, 413)]
    public async Task Only_when_there_is_one_a_body_of_unknown_length_is_read(int padding, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/organizations/workspaces")
        {
            Content = new StringContent($$"""{"name":"{{AdminFixture.Service("chunked")}}"{{new string(' ', padding)}}}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", fixture.Gateway.AdminKey);
        request.Headers.Add("anthropic-version", "2026-10-21");
        request.Headers.TransferEncodingChunked = true;
        using var answer = await fixture.Gateway.Http.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task In_a_body_where_none_belongs()
    {
        var made = await fixture.PostAsync(Workspaces, new { name = "No body", environment = "staging" });
        var path = $"{Workspaces}/{made.GetProperty("id").GetString()}/archive";

        await IsRefusedAsync(HttpMethod.Post, path, """{"force":true}""", "force", "unknown field; this call takes none");
        await IsRefusedAsync(HttpMethod.Post, path + "?force=true", null, "force", "unknown parameter; this call takes none");
        await fixture.PostAsync(path, "{}");
    }

    [Theory]
    [InlineData("GET", "/api_keys/apikey_01none", "API key not found")]
    [InlineData("POST", "/api_keys/apikey_01none", "API key not found")]
    [InlineData("GET", "/workspaces/wrkspc_01none", "workspace not found")]
    [InlineData("POST", "/workspaces/wrkspc_01none", "workspace not found")]
    [InlineData("POST", "/workspaces/wrkspc_01none/archive", "workspace not found")]
    [InlineData("GET", "/users/user_01none", "user not found")]
    [InlineData("GET", "", "there is nothing at this path with this method")]
    [InlineData("GET", "/nothing", "there is nothing at this path with this method")]
    [InlineData("PUT", "/workspaces", "there is nothing at this path with this method")]
    [InlineData("DELETE", "/api_keys/apikey_01none", "there is nothing at this path with this method")]
    [InlineData("POST", "/me", "there is nothing at this path with this method")]
    public async Task In_a_path(string method, string path, string message)
    {
        var (status, type, _, text) = await fixture.RefusedAsync(new HttpMethod(method), path, method == "POST" && !path.EndsWith("archive", StringComparison.Ordinal) ? "{}" : null);

        Assert.Equal((404, "not_found_error", message), (status, type, text));
    }

    private async Task IsRefusedAsync(HttpMethod method, string path, string? body, string field, string message)
    {
        var before = fixture.LastSequence();
        var refused = await fixture.RefusedAsync(method, path, body);

        output.WriteLine(refused.Message);
        Assert.Equal((400, "invalid_request_error", field), (refused.Status, refused.Type, refused.Field));
        Assert.Contains(message, refused.Message);
        Assert.StartsWith(field, refused.Message);
        Assert.Equal(before, fixture.LastSequence()); // a refused change leaves nothing
    }
}
