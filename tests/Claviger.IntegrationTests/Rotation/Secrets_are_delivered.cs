using System.Net;
using System.Text.Json;
using Xunit;

namespace Claviger.IntegrationTests.Rotation;

/// <summary>S7, R12: a new secret is brought to its sink, and only then the old one's overlap begins.</summary>
public sealed class Secrets_are_delivered : IAsyncLifetime
{
    private static readonly string Started = Path.Combine(Path.GetTempPath(), $"claviger-started-{Environment.ProcessId}");

    private RotationWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RotationWorld.StartAsync(new Dictionary<string, IReadOnlyList<string>>
    {
        ["keep"] = ["/bin/sh", "-c", "cat > \"$0\"; echo \"$CLAVIGER_KEY_SERVICE\" >> \"$0\"", Path.Combine(Path.GetTempPath(), $"claviger-command-{Environment.ProcessId}")],
        ["fail"] = ["/bin/sh", "-c", "cat; exit 3"],
        ["hang"] = ["/bin/sh", "-c", "touch \"$0\"; exec sleep 1000", Started],
        ["missing"] = ["/nowhere/at/all"],
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Into_a_file_that_only_its_owner_reads()
    {
        var file = await _world.FilesAsync();
        var delivery = await _world.DeliverAsync();
        Assert.Equal("delivered", delivery.GetProperty("state").GetString());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var secret = (await File.ReadAllTextAsync(file)).TrimEnd();
        Assert.Single(Directory.GetFileSystemEntries(_world.Folder)); // nothing is left aside
        Assert.Equal((200, 200), (await _world.AskAsync(secret), await _world.AskAsync(_world.Old)));
        Assert.DoesNotContain(secret, delivery.ToString());
        var working = await _world.WorkingAsync();
        Assert.Equal(["current", "overlap"], working.Select(item => item.Status));

        // The overlap began with the first use of the new one.
        _world.Time.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal((200, 401), (await _world.AskAsync(secret), await _world.AskAsync(_world.Old)));
    }

    [Fact]
    public async Task Into_Vault_by_check_and_set_beside_other_fields()
    {
        var (version, fields) = (4L, """{"other":"stays"}""");
        _world.Receiver.Answers = got => Task.FromResult<(int, string?)>(got switch
        {
            { Path: "/v1/auth/approle/login" } => (200, """{"auth":{"client_token":"hvs.test"}}"""),
            { Method: "GET" } => (200, $$$"""{"data":{"data":{{{fields}}},"metadata":{"version":{{{version}}} } } }"""),
            _ when JsonDocument.Parse(got.Body).RootElement.GetProperty("options").GetProperty("cas").GetInt64() != version => (400, """{"errors":["check-and-set parameter did not match the current version"]}"""),
            _ => Take(got.Body),
        });
        await _world.SinkAsync("vault", new { kind = "vault", url = _world.Receiver.Url, mount = "secret", path = "claude/{environment}/{service}", field = "api_key", role_id = "role-1", @namespace = "team-a", credential = "sid-1" });
        await _world.PolicyAsync(new { sink = "vault" });
        Assert.Equal("delivered", (await _world.DeliverAsync()).GetProperty("state").GetString());
        Assert.Contains("stays", fields);
        Assert.Equal(200, await _world.AskAsync(JsonDocument.Parse(fields).RootElement.GetProperty("api_key").GetString()!));
        Assert.All(_world.Receiver.All, got => Assert.Equal("team-a", got.Headers["X-Vault-Namespace"]));
        Assert.All(_world.Receiver.All.Where(got => got.Path.Contains("/data/", StringComparison.Ordinal)), got => Assert.Equal(("/v1/secret/data/claude/production/backend", "hvs.test"), (got.Path, got.Headers["X-Vault-Token"])));
        Assert.Contains("sid-1", _world.Receiver.All[0].Body);
        Assert.DoesNotContain("sid-1", (await _world.DoneAsync(HttpMethod.Get, "/secret_sinks")).ToString());

        (int, string?) Take(string body)
        {
            (fields, version) = (JsonDocument.Parse(body).RootElement.GetProperty("data").ToString(), version + 1);
            return (200, $$$"""{"data":{"version":{{{version}}} }}""");
        }
    }

    [Fact]
    public async Task Not_over_what_somebody_else_wrote_to_Vault_meanwhile()
    {
        _world.Receiver.Answers = got => Task.FromResult<(int, string?)>(got.Method == "GET" ? (200, """{"data":{"data":{"api_key":"theirs"},"metadata":{"version":7}}}""") : (400, """{"errors":["no"]}"""));
        await _world.SinkAsync("vault", new { kind = "vault", url = _world.Receiver.Url, mount = "secret", path = "{key_id}", field = "api_key", credential = "hvs.token" });
        await _world.PolicyAsync(new { sink = "vault" });
        await FailsAsync("waiting", "changed by somebody else");
    }

    [Fact]
    public async Task Into_a_Kubernetes_Secret()
    {
        var stored = "";
        _world.Receiver.Answers = got => Task.FromResult<(int, string?)>(got.Method == "GET" ? (200, $$$"""{"data":{"key":"{{{stored}}}"}}""") : Patched(got.Body));
        await _world.SinkAsync("cluster", new { kind = "kubernetes", url = _world.Receiver.Url, @namespace = "apps", secret_name = "{service}-{environment}", field = "key", credential = "k8s-token" });
        await _world.PolicyAsync(new { sink = "cluster" });
        Assert.Equal("delivered", (await _world.DeliverAsync()).GetProperty("state").GetString());
        var patch = _world.Receiver.All[0];
        Assert.Equal(("PATCH", "/api/v1/namespaces/apps/secrets/backend-production", "Bearer k8s-token", "application/merge-patch+json"), (patch.Method, patch.Path, patch.Headers["Authorization"], patch.Headers["Content-Type"]));
        Assert.Equal(200, await _world.AskAsync(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(stored))));

        (int, string?) Patched(string body)
        {
            stored = JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("key").GetString()!;
            return (200, "{}");
        }
    }

    [Fact]
    public async Task To_a_webhook_with_a_signature()
    {
        const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        await HookAsync(Secret);
        Assert.Equal("delivered", (await _world.DeliverAsync()).GetProperty("state").GetString());
        var got = Assert.Single(_world.Receiver.All);
        var at = long.Parse(got.Headers["webhook-timestamp"]);
        Assert.Equal(Claviger.Control.Webhooks.WebhookSecret.Read(Secret)!.Sign(got.Headers["webhook-id"], at, System.Text.Encoding.UTF8.GetBytes(got.Body)), got.Headers["webhook-signature"]);
        var data = JsonDocument.Parse(got.Body).RootElement.GetProperty("data");
        Assert.Equal(_world.KeyId, data.GetProperty("api_key_id").GetString());
        Assert.Equal(200, await _world.AskAsync(data.GetProperty("secret").GetString()!));
    }

    [Fact]
    public async Task To_a_program_on_its_standard_input()
    {
        var file = Path.Combine(Path.GetTempPath(), $"claviger-command-{Environment.ProcessId}");
        await _world.SinkAsync("program", new { kind = "command", command = "keep" });
        await _world.PolicyAsync(new { sink = "program" });
        Assert.Equal("delivered", (await _world.DeliverAsync()).GetProperty("state").GetString());
        var lines = await File.ReadAllLinesAsync(file);
        File.Delete(file);
        Assert.Equal("backend", lines[1]);
        Assert.Equal(200, await _world.AskAsync(lines[0]));
    }

    [Theory]
    [InlineData("fail", "waiting", "ended with status 3")]
    [InlineData("missing", "waiting", "can't be started")]
    [InlineData("hang", "in_doubt", "not done in time")]
    public async Task A_program_that_fails_changes_nothing(string command, string state, string why)
    {
        await _world.SinkAsync("program", new { kind = "command", command });
        await _world.PolicyAsync(new { sink = "program" });
        await FailsAsync(state, why, command == "hang" ? () => File.Exists(Started) : null);
        File.Delete(Started);
    }

    [Theory]
    [InlineData(404, "{}", "waiting", "answered 404")]
    [InlineData(302, "{}", "waiting", "answered 302")]
    [InlineData(500, "{}", "in_doubt", "answered 500")]
    [InlineData(0, null, "in_doubt", "connection broke")]
    [InlineData(-1, null, "in_doubt", "no answer within 30 seconds")]
    public async Task A_webhook_that_fails_changes_nothing(int status, string? body, string state, string why)
    {
        var never = new TaskCompletionSource();
        _world.Receiver.Answers = async _ =>
        {
            if (status == -1) await never.Task;
            return (status, body);
        };
        await HookAsync("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        await FailsAsync(state, why, status == -1 ? () => _world.Receiver.All.Count > 0 : null);
        never.SetResult();
    }

    [Fact]
    public async Task A_file_is_written_through_no_link()
    {
        var file = await _world.FilesAsync();
        var outside = Path.Combine(_world.Gateway.Folder, "outside");
        await File.WriteAllTextAsync(outside, "untouched");
        File.CreateSymbolicLink(file, outside);
        await FailsAsync("waiting", "is a link");
        Assert.Equal("untouched", await File.ReadAllTextAsync(outside));

        File.Delete(file);
        Directory.CreateSymbolicLink(Path.Combine(_world.Folder, "production"), _world.Gateway.Folder);
        await _world.SinkAsync("files", new { kind = "file", path = Path.Combine(_world.Folder, "{environment}/{service}") });
        Assert.Contains("is a link", (await _world.DeliverAsync()).GetProperty("error").GetString());
        File.Delete(Path.Combine(_world.Folder, "production"));
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_in_the_way_is_named()
    {
        await _world.FilesAsync("sub/{environment}-{service}");
        await FailsAsync("waiting", "is missing");
        Directory.CreateDirectory(Path.Combine(_world.Folder, "sub/production-backend"));
        Assert.Contains("is a folder", (await _world.DeliverAsync()).GetProperty("error").GetString());
        Assert.Single(Directory.GetFileSystemEntries(Path.Combine(_world.Folder, "sub"))); // nothing is left aside
    }

    [Fact]
    public async Task After_a_leak_every_older_secret_ends_before_the_new_one_is_brought()
    {
        var file = await _world.FilesAsync();
        await _world.DeliverAsync(new { leaked = true });
        Assert.Equal((401, 200), (await _world.AskAsync(_world.Old), await _world.AskAsync((await File.ReadAllTextAsync(file)).Trim())));
        Assert.Equal("current", Assert.Single(await _world.WorkingAsync()).Status);
    }

    private async Task HookAsync(string credential)
    {
        await _world.SinkAsync("hook", new { kind = "webhook", url = _world.Receiver.Url + "/secrets", credential });
        await _world.PolicyAsync(new { sink = "hook" });
    }

    /// <summary>The old secret is current as before; of a refused one nothing is left, one in doubt has a day.</summary>
    private async Task FailsAsync(string state, string why, Func<bool>? hangs = null)
    {
        var failed = _world.Gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{_world.KeyId}/deliver", new { });
        if (hangs is not null)
        {
            while (!hangs()) await Task.Yield();
            _world.Time.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        var (status, delivery) = await failed;
        Assert.Equal((HttpStatusCode.OK, state), (status, delivery.GetProperty("state").GetString()));
        Assert.Contains(why, delivery.GetProperty("error").GetString());
        Assert.Equal(200, await _world.AskAsync(_world.Old));
        var working = await _world.WorkingAsync();
        Assert.Equal(state == "waiting" ? ["current"] : ["current", "delivering"], working.Select(item => item.Status).Order());
        Assert.All(working.Where(item => item.Status == "delivering"), item => Assert.InRange(item.EndsAt!.Value, _world.Now, _world.Now.AddDays(1)));
        Assert.Null(working.Single(item => item.Status == "current").EndsAt);
    }
}
