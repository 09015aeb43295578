using System.Net;
using System.Text.RegularExpressions;
using Claviger.Control.Rotation;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>The organization's settings, upstreams, rotation and its sinks through the console's forms, with what they refuse.</summary>
public sealed partial class Settings_are_changed : IAsyncLifetime
{
    private const string Credential = "sk-ant-api03-not-to-be-shown";
    private readonly FakeTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-sinks-").FullName;
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() => _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync(
        serverConfig: config => config with { Rotation = new RotationOptions { FileFolders = [_folder], UntilAllKnow = TimeSpan.Zero } }, clock: _time.Clock));

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_organization_has_a_name_and_a_time_zone()
    {
        await _visitor.DoneAsync("/settings", ("name", "Example <Holding>"), ("time_zone", "Europe/Berlin"), ("spend_refusals", "invalid_request_error"));
        var settings = await _gateway.Ok(HttpMethod.Get, "/settings");
        Assert.Equal(("Example <Holding>", "Europe/Berlin", "invalid_request_error"), (settings.Text("name"), settings.Text("time_zone"), settings.Text("spend_refusals")));
        Assert.Contains("Example <Holding>", (await _visitor.GetAsync("/")).Text, StringComparison.Ordinal);
        await _visitor.RefusedAsync("/settings", "must be 1 to 100 characters", true, ("time_zone", "UTC"));
        var page = await _visitor.RefusedAsync("/settings", "not a time zone", true, ("name", "Example"), ("time_zone", "Mars/Olympus"));
        Assert.Equal("Mars/Olympus", page.Value("time_zone"));
    }

    [Fact]
    public async Task The_configuration_is_shown_without_secrets()
    {
        var page = await _visitor.GetAsync("/settings/deployment");
        Assert.Contains("naming.pattern", page.Text, StringComparison.Ordinal);
        Assert.Contains("schema 1", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Claviger.Simulator.SimulatorOptions.DefaultUpstreamKey, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upstream_is_added_used_and_retired_and_its_credential_never_shown()
    {
        var refused = await _visitor.RefusedAsync("/settings/upstreams/new", "visible characters", true, ("name", "research"), ("api_key", Credential + " with blanks"));
        Assert.DoesNotContain(Credential, refused.Html, StringComparison.Ordinal);
        var page = await _visitor.DoneAsync("/settings/upstreams/new", ("name", "research"), ("api_key", Credential));
        var id = Upstream().Matches(page.Html).Select(match => match.Value).First();

        var workspace = _gateway.Key.ApiKey.Scope.WorkspaceId;
        await _visitor.RefusedAsync($"/settings/upstreams/{id}/use", "choose a workspace", true);
        Assert.Contains("Production", (await _visitor.DoneAsync($"/settings/upstreams/{id}/use", ("workspace", workspace))).Text, StringComparison.Ordinal);
        await _visitor.RefusedAsync($"/settings/upstreams/{id}/delete", "uses this upstream", false);

        await _visitor.DoneAsync($"/settings/upstreams/{id}/credential", ("api_key", Credential + "2"));
        await _visitor.DoneAsync($"/settings/upstreams/{id}/name", ("name", "labs"));
        foreach (var path in new[] { "/settings/upstreams", $"/settings/upstreams/{id}", $"/settings/upstreams/{id}/credential" }) Assert.DoesNotContain(Credential, (await _visitor.GetAsync(path)).Html, StringComparison.Ordinal);

        var first = (await _gateway.Ok(HttpMethod.Get, "/upstreams")).GetProperty("data").EnumerateArray().Single(one => one.GetProperty("is_default").GetBoolean()).Text("id");
        await _visitor.RefusedAsync($"/settings/upstreams/{first}/credential", "configuration", false, ("api_key", Credential));
        await _visitor.DoneAsync($"/settings/upstreams/{first}/use", ("workspace", workspace));
        await _visitor.DoneAsync($"/settings/upstreams/{id}/delete");
        Assert.Single((await _gateway.Ok(HttpMethod.Get, "/upstreams")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_rotation_policy_is_set_and_emptied()
    {
        await _visitor.DoneAsync("/settings/rotation/policies/organization", ("age", "60"), ("overlap", "12h"), ("automatic", "off"));
        var policy = Assert.Single((await _gateway.Ok(HttpMethod.Get, "/rotation_policies")).GetProperty("data").EnumerateArray());
        Assert.Equal((60, 43_200, false), (policy.GetProperty("max_age_days").GetInt32(), policy.GetProperty("overlap_seconds").GetInt32(), policy.GetProperty("automatic").GetBoolean()));
        var form = await _visitor.GetAsync("/settings/rotation/policies/organization");
        Assert.Equal(("60", "12h"), (form.Value("age"), form.Value("overlap")));

        foreach (var (field, value) in new[] { ("age", "0"), ("age", "often"), ("overlap", "31"), ("overlap", "a week"), ("hard_end", "99"), ("ahead", "-1") })
            Assert.Equal(value, (await _visitor.RefusedAsync("/settings/rotation/policies/organization", "must be", true, (field, value))).Value(field));

        var found = await _visitor.GetAsync($"/settings/rotation/policies/of?key={_gateway.Key.ApiKey.Name}");
        Assert.Equal($"/console/settings/rotation/policies/{_gateway.Key.ApiKey.Id}", found.Location);
        Assert.Contains("no key like this", (await _visitor.GetAsync("/settings/rotation/policies/of?key=nothing")).Text, StringComparison.Ordinal);
        Assert.Contains("60 days", (await _visitor.GetAsync($"/settings/rotation/policies/{_gateway.Key.ApiKey.Id}")).Text, StringComparison.Ordinal);

        await _visitor.DoneAsync("/settings/rotation/policies/organization");
        Assert.Empty((await _gateway.Ok(HttpMethod.Get, "/rotation_policies")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_key_that_is_due_is_rotated_into_its_sink()
    {
        Assert.Contains("Nothing is due", (await _visitor.GetAsync("/settings/rotation")).Text, StringComparison.Ordinal);
        await _visitor.RefusedAsync("/settings/rotation/sinks/new", "required", true, ("kind", "file"), ("name", "files"));
        await _visitor.DoneAsync("/settings/rotation/sinks/new", ("kind", "file"), ("name", "files"), ("path", Path.Combine(_folder, "{service}.env")), ("field", "ANTHROPIC_API_KEY"));
        await _visitor.RefusedAsync("/settings/rotation/sinks/new", "of this name already", true, ("kind", "file"), ("name", "files"), ("path", Path.Combine(_folder, "x")));

        var key = _gateway.Key.ApiKey;
        await _visitor.DoneAsync($"/settings/rotation/policies/{key.Id}", ("age", "10"), ("automatic", "off"), ("sink", "files"));
        await _visitor.RefusedAsync("/settings/rotation/sinks/files/delete", "rotation policy of", false);

        _time.Clock.Advance(TimeSpan.FromDays(11));
        using var later = await ConsoleVisitor.SignedInAsync(_gateway);
        var due = await later.GetAsync("/settings/rotation");
        Assert.Contains(key.Name, due.Text, StringComparison.Ordinal);
        Assert.Contains("1 day ago", due.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_gateway.OtherKey.ApiKey.Name, due.Text, StringComparison.Ordinal);
        await later.DoneAsync($"/settings/rotation/deliver/{key.Id}?status=all");
        Assert.StartsWith("ANTHROPIC_API_KEY=clvk_", await File.ReadAllTextAsync(Path.Combine(_folder, "backend.env")), StringComparison.Ordinal);
        await later.RefusedAsync($"/settings/rotation/deliver/{_gateway.OtherKey.ApiKey.Id}", "no sink", false);
        Assert.Contains(_gateway.OtherKey.ApiKey.Name, (await later.GetAsync("/settings/rotation?status=all")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_is_told_so()
    {
        using var user = await _gateway.EnterAsync(await _gateway.JoinAsync("user"));
        var page = await user.GetAsync("/settings");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("action=\"/console/settings\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/settings/upstreams", page.Html, StringComparison.Ordinal);
        foreach (var path in new[] { "/settings/upstreams", "/settings/upstreams/new", "/settings/rotation", "/settings/rotation/policies", "/settings/rotation/sinks", "/settings/deployment" })
            Assert.Equal(HttpStatusCode.Forbidden, (await user.GetAsync(path)).Status);
        foreach (var (path, field, value) in new[]
        {
            ("/settings", "time_zone", "UTC"), ("/settings/upstreams/new", "api_key", Credential), ("/settings/rotation/policies/organization", "age", "5"), ("/settings/rotation/sinks/mine", "kind", "file"),
        })
            Assert.Equal(HttpStatusCode.Forbidden, (await user.PostAsync(path, ("name", "mine"), (field, value))).Status);

        using var developer = await _gateway.EnterAsync(await _gateway.JoinAsync("user", _gateway.Key.ApiKey.Scope.WorkspaceId, "workspace_developer"));
        var calendar = await developer.GetAsync("/settings/rotation?status=all");
        Assert.Contains(_gateway.Key.ApiKey.Name, calendar.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_gateway.OtherKey.ApiKey.Name, calendar.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await developer.GetAsync($"/settings/rotation/policies/{_gateway.OtherKey.ApiKey.Id}")).Status);
    }

    [GeneratedRegex("upstream_[0-9A-Za-z]{10,}")]
    private static partial Regex Upstream();
}
