using System.Text.Json;
using Claviger.Control.Rotation;
using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Microsoft.Extensions.Time.Testing;

namespace Claviger.IntegrationTests.Access;

/// <summary>An organization with everything in it twice, one archived, and one of each that belongs to another organization.</summary>
internal sealed class MatrixWorld : IAsyncDisposable
{
    public static readonly object Hook = new { kind = "webhook", url = "https://hooks.example.com/claude", credential = "whsec_" + Convert.ToBase64String(new byte[32]) };
    public static readonly object TierClasses = new { @default = new { requests_per_minute = 5, input_tokens_per_minute_cache_aware = 100_000, output_tokens_per_minute = 10_000 } };

    private readonly FakeTimeProvider _clock = new FakeTime().Clock;
    private readonly AdminFixture _fixture = new();
    private readonly Dictionary<(string Kind, Relation Relation), string> _things = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-matrix-").FullName;
    private string _group = "", _money = "";
    private int _count;

    public TestGateway Gateway => _fixture.Gateway;

    /// <summary>Secrets by kind of actor; null: sends none.</summary>
    public Dictionary<string, string?> Actors { get; } = [];

    /// <summary>Somebody who is nowhere, an account that is nowhere, and what a rate limit is called.</summary>
    public string Spare { get; private set; } = "";
    public string Account { get; private set; } = "";
    public string RateLimit { get; private set; } = "";

    public int Next() => ++_count;

    public static async Task<MatrixWorld> BuildAsync()
    {
        var world = new MatrixWorld();
        await world._fixture.StartAsync(world._clock, own => own with { Rotation = new RotationOptions { FileFolders = [world._folder] } });
        await world.FillAsync();
        await world.StaffAsync();
        world.AddForeign();
        return world;
    }

    public AdminFixture Fixture => _fixture;

    /// <summary>The thing that all calls of a relation name.</summary>
    public string Thing(string kind, Relation relation) => relation switch
    {
        Relation.Missing => MissingOf(kind),
        Relation.Archived when kind == "limit" => Revived(_things[(kind, relation)]),
        _ => _things[(kind, relation)],
    };

    /// <summary>One of its own for a call that will use it up.</summary>
    public async Task<string> FreshAsync(string kind, Relation relation)
    {
        if (relation is Relation.Archived && kind != "limit") return Thing(kind, relation);
        var n = Next();
        switch (kind)
        {
            case "workspace":
                var made = (await Gateway.Ok(HttpMethod.Post, "/workspaces", new { name = $"Fresh {n}", environment = "staging" })).Text("id");
                if (relation == Relation.Own) await GiveMoneyAsync(made);
                return made;
            case "member": return (await Gateway.JoinAsync("user")).Id;
            case "invite": return (await Gateway.Ok(HttpMethod.Post, "/invites", new { email = $"fresh{n}@example.org", role = "user" })).Text("id");
            case "service_account": return (await Gateway.Ok(HttpMethod.Post, "/service_accounts", new { name = $"fresh-{n}" })).Text("id");
            case "group": return (await Gateway.Ok(HttpMethod.Post, "/rbac_groups", new { name = $"fresh {n}" })).Text("id");
            case "group_member":
                var group = await FreshAsync("group", relation);
                await Gateway.Ok(HttpMethod.Post, $"/rbac_groups/{group}/members", new { user_id = Spare });
                return group;
            case "role": return (await Gateway.Ok(HttpMethod.Post, "/rbac_roles", new { display_name = $"fresh {n}", permissions = new[] { "keys.read" } })).Text("id");
            case "assignment":
                var role = await FreshAsync("role", relation);
                return (await Gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = role, principal_type = "user", principal_id = Spare })).Text("id");
            case "tier":
                await Gateway.Ok(HttpMethod.Post, "/tiers", new { name = $"fresh-{n}", classes = TierClasses });
                return $"fresh-{n}";
            case "environment":
                await Gateway.Ok(HttpMethod.Post, $"/environments/fresh-{n}", new { block = false });
                return $"fresh-{n}";
            case "secret_sink":
                await Gateway.Ok(HttpMethod.Post, $"/secret_sinks/fresh-{n}", Hook);
                return $"fresh-{n}";
            case "upstream": return (await Gateway.Ok(HttpMethod.Post, "/upstreams", new { name = $"fresh {n}", api_key = "sk-ant-fresh" })).Text("id");
            case "waiver":
                return (await Gateway.Ok(HttpMethod.Post, "/checklist/waivers", new { control_id = "unused-keys", subject_id = $"fresh-{n}", reason = "matrix", ends_at = "2027-01-01T00:00:00Z", owner_user_id = Spare })).Text("id");
            case "alert_channel": // an address that nothing is sent to: what a test of it came to is told, and no fault
                return (await Gateway.Ok(HttpMethod.Post, "/alert_channels", new { name = $"fresh {n}", channel_type = "webhook", url = "https://127.0.0.1:1/" })).GetProperty("alert_channel").Text("id");
            case "alert_rule": return (await Gateway.Ok(HttpMethod.Post, "/alert_rules", new { name = $"fresh {n}", kind = "key_unused" })).Text("id");
            case "alert": return StoredAlert(EntityId.New(AlertId.Prefix));
            case "alert_delivery": return StoredDelivery(EntityId.New(AlertDeliveryId.Prefix));
            case "checklist_run": return (await Gateway.Ok(HttpMethod.Post, "/checklist/runs")).Text("id");
            case "workspace_member":
                var workspace = Thing("workspace", relation);
                var person = await Gateway.JoinAsync("user", workspace, "workspace_user");
                return $"{workspace} {person.Id}";
            case "workspace_account":
                var place = Thing("workspace", relation);
                var account = await FreshAsync("service_account", relation);
                await Gateway.Ok(HttpMethod.Post, $"/service_accounts/{account}/workspaces", new { workspace_id = place, workspace_role = "workspace_user" });
                return $"{place} {account}";
            case "limit" when relation == Relation.Archived: return Thing(kind, relation);
            case "limit": return await LimitAsync(Thing("workspace", relation), "monthly");
            case "increase":
                return await IncreaseAsync(Thing("workspace", relation));
            case "grant": return Thing(kind, relation);
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    /// <summary>Nobody makes an alert by a call.</summary>
    private string StoredAlert(string id, string? organization = null)
    {
        using var store = _fixture.Open();
        store.Execute(
            """
            INSERT INTO alerts (id, organization_id, rule_id, rule_name, kind, severity, subject_type, subject_id, subject_name, period, threshold, title, body, figures, urgency, told, created_at_ms, told_at_ms)
            SELECT @id, COALESCE(@organization, id), @id, 'matrix', 'key_unused', 0, 'api_key', @id, 'matrix', 'p', 't', 'matrix', 'matrix', '{}', 0, 1, 0, 0 FROM organizations
            """, new { id, organization });
        return id;
    }

    private string StoredDelivery(string id)
    {
        using var store = _fixture.Open();
        var message = """{"Event":"alert.opened","DedupKey":"d","Severity":"info","Title":"matrix","Text":"matrix","Figures":{},"At":"2026-01-01T00:00:00+00:00","Lines":[]}""";
        store.Execute(
            """
            INSERT INTO alert_deliveries (id, organization_id, channel_id, event, message, severity, status, attempts, next_at_ms, claimed_until_ms, created_at_ms, ended_at_ms)
            SELECT @id, id, 'gone', 0, @message, 0, 2, 14, 0, 0, @at, @at FROM organizations
            """, new { id, message, at = _clock.GetUtcNow().ToUnixTimeMilliseconds() });
        return id;
    }

    /// <summary>The books add up every limit there is, and one of an organization that isn't there has no periods: it is out of their way for that call.</summary>
    public void HideForeignLimit(bool hidden)
    {
        using var store = _fixture.Open();
        store.Execute("UPDATE spend_limits SET deleted_at_ms = CASE WHEN @hidden THEN 1 END WHERE organization_id = 'another-organization'", new { hidden });
    }

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string MissingOf(string kind)
    {
        var rest = "01" + new string('M', 22);
        var prefix = Prefixes[kind];
        return prefix.Contains(' ') ? string.Join(' ', prefix.Split(' ').Select(part => part + rest)) : kind is "tier" or "environment" or "secret_sink" ? "missing-" + kind : prefix + rest;
    }

    private static readonly Dictionary<string, string> Prefixes = new()
    {
        ["workspace"] = "wrkspc_", ["key"] = "apikey_", ["limit"] = "spl_", ["increase"] = "slir_", ["grant"] = "spl_ slg_", ["member"] = "user_", ["invite"] = "invite_", ["admin_key"] = "adminkey_",
        ["service_account"] = "svac_", ["group"] = "rbac_group_", ["group_member"] = "rbac_group_", ["role"] = "rbac_role_", ["assignment"] = "rbac_assign_", ["tier"] = "",
        ["workspace_member"] = "wrkspc_ user_", ["workspace_account"] = "wrkspc_ svac_", ["unresolved"] = "req_", ["offboarding"] = "offb_", ["environment"] = "", ["secret_sink"] = "", ["upstream"] = "upstream_", ["waiver"] = "waiver_", ["checklist_run"] = "chkrun_", ["alert"] = AlertId.Prefix, ["alert_channel"] = AlertChannelId.Prefix, ["alert_rule"] = AlertRuleId.Prefix, ["alert_delivery"] = AlertDeliveryId.Prefix,
    };

    private Task<JsonElement> GiveMoneyAsync(string workspace) =>
        Gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = _money, principal_type = "group", principal_id = _group, workspace_id = workspace });

    /// <summary>In an archived workspace no limit can be made again: the last call's deletion is undone in the store.</summary>
    private string Revived(string limit)
    {
        using var store = _fixture.Open();
        store.Execute("UPDATE spend_limits SET deleted_at_ms = NULL WHERE id = @limit", new { limit });
        return limit;
    }

    private async Task<string> LimitAsync(string workspace, string period) =>
        (await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "workspace", workspace_id = workspace }, period, amount = "1000" })).Text("id");

    /// <summary>By somebody new each time: one person asks once for a limit.</summary>
    private async Task<string> IncreaseAsync(string workspace)
    {
        var person = await Gateway.JoinAsync("user", workspace, "workspace_user");
        return (await Gateway.Ok(HttpMethod.Post, "/spend_limit_increase_requests", new { scope = new { type = "workspace", workspace_id = workspace }, period = "weekly", amount = "90000000", reason = "matrix" }, person.Secret)).Text("id");
    }

    private async Task FillAsync()
    {
        var archived = (await Gateway.Ok(HttpMethod.Post, "/workspaces", new { name = "Ended", environment = "staging" })).Text("id");
        (Relation, string)[] places = [(Relation.Own, Gateway.WorkspaceId("Staging")), (Relation.Sibling, Gateway.WorkspaceId("Production")), (Relation.Archived, archived)];
        Spare = (await Gateway.JoinAsync("user")).Id;
        Account = (await Gateway.Ok(HttpMethod.Post, "/service_accounts", new { name = "spare" })).Text("id");
        await Gateway.Ok(HttpMethod.Post, "/secret_sinks/files", new { kind = "file", path = Path.Combine(_folder, "{key_id}") });
        await Gateway.Ok(HttpMethod.Post, $"/rotation_policies/{Gateway.Server.Policy.Current.Organization.Id.Value}", new { sink = "files" });
        RateLimit = (await Gateway.Ok(HttpMethod.Get, "/rate_limits")).GetProperty("data")[0].Text("id");
        foreach (var (relation, id) in places)
        {
            _things[("workspace", relation)] = id;
            _things[("key", relation)] = (await Gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = id, service = $"thing-{Next()}" })).GetProperty("api_key").Text("id");
            _things[("limit", relation)] = await LimitAsync(id, "weekly");
            var grant = await Gateway.Ok(HttpMethod.Post, $"/spend_limits/{_things[("limit", relation)]}/grants", new { amount = "1", ends_at = "2026-12-01T00:00:00Z" });
            _things[("grant", relation)] = $"{_things[("limit", relation)]} {grant.Text("id")}";
            _things[("increase", relation)] = await IncreaseAsync(id);
            _things[("workspace_member", relation)] = $"{id} {(await Gateway.JoinAsync("user", id, "workspace_user")).Id}";
            var account = (await Gateway.Ok(HttpMethod.Post, "/service_accounts", new { name = $"thing-{Next()}" })).Text("id");
            await Gateway.Ok(HttpMethod.Post, $"/service_accounts/{account}/workspaces", new { workspace_id = id, workspace_role = "workspace_user" });
            _things[("workspace_account", relation)] = $"{id} {account}";
        }

        foreach (var kind in new[] { "member", "invite", "service_account", "group", "group_member", "role", "assignment", "tier", "environment", "secret_sink", "waiver", "checklist_run", "upstream", "alert", "alert_channel", "alert_rule", "alert_delivery" }) _things[(kind, Relation.Own)] = await FreshAsync(kind, Relation.Own);
        await Gateway.Ok(HttpMethod.Post, $"/users/{(await Gateway.JoinAsync("user")).Id}/offboard");
        _things[("offboarding", Relation.Own)] = (await Gateway.Ok(HttpMethod.Get, "/offboardings?limit=1")).GetProperty("data")[0].Text("id");
        _things[("admin_key", Relation.Own)] = (await Gateway.AdminKeyAsync(new { name = "thing" })).Id;
        _things[("admin_key", Relation.Archived)] = (await Gateway.AdminKeyAsync(new { name = "ended" })).Id;
        await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + _things[("admin_key", Relation.Archived)], new { status = "archived" });
        _things[("service_account", Relation.Archived)] = await FreshAsync("service_account", Relation.Own);
        await Gateway.Ok(HttpMethod.Post, $"/service_accounts/{_things[("service_account", Relation.Archived)]}/archive");
    }

    private async Task StaffAsync()
    {
        var (own, archived) = (Thing("workspace", Relation.Own), Thing("workspace", Relation.Archived));
        Actors["none"] = null;
        Actors["malformed"] = "clva_x";
        Actors["bad_checksum"] = Gateway.AdminKey[..^1] + (Gateway.AdminKey[^1] == 'a' ? 'b' : 'a');
        Actors["unknown_key"] = KeyToken.New(KeyTokenKind.AdminKey);
        Actors["workspace_api_key"] = Gateway.OtherKey.Secret;
        Actors["siblings_api_key"] = Gateway.Key.Secret;
        Actors["invite_token"] = (await Gateway.Ok(HttpMethod.Post, "/invites", new { email = "token@example.org", role = "admin" })).Text("acceptance_token");
        var revoked = await Gateway.AdminKeyAsync(new { name = "revoked" });
        await Gateway.Ok(HttpMethod.Post, "/admin_keys/" + revoked.Id, new { status = "archived" });
        Actors["revoked_key"] = revoked.Secret;
        Actors["expired_key"] = (await Gateway.AdminKeyAsync(new { name = "expired", expires_at = _clock.GetUtcNow().AddMinutes(1) })).Secret;
        _clock.Advance(TimeSpan.FromMinutes(1));
        var left = await Gateway.JoinAsync("admin");
        await Gateway.Ok(HttpMethod.Delete, "/users/" + left.Id);
        Actors["removed_members_key"] = left.Secret;

        Actors["organization_key"] = Gateway.AdminKey;
        Actors["scoped_key"] = (await Gateway.AdminKeyAsync(new { name = "scoped", scopes = new[] { "keys.read", "workspaces.read" } })).Secret;
        foreach (var role in new[] { "user", "claude_code_user", "developer", "billing", "admin" }) Actors[role] = (await Gateway.JoinAsync(role)).Secret;
        foreach (var role in new[] { "workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin" })
        {
            var person = await Gateway.JoinAsync("user", own, role);
            await Gateway.Ok(HttpMethod.Post, $"/workspaces/{archived}/members", new { user_id = person.Id, workspace_role = role });
            Actors[role] = person.Secret;
            if (role == "workspace_developer") Actors["narrowed_personal_key"] = (await Gateway.AdminKeyAsync(new { name = "narrow", owner_type = "user", scopes = new[] { "keys.read" } }, person.Secret)).Secret;
        }

        var account = (await Gateway.Ok(HttpMethod.Post, "/service_accounts", new { name = "robot" })).Text("id");
        foreach (var place in new[] { own, archived })
            await Gateway.Ok(HttpMethod.Post, $"/service_accounts/{account}/workspaces", new { workspace_id = place, workspace_role = "workspace_developer" });
        Actors["service_account"] = (await Gateway.AdminKeyAsync(new { name = "robot's", owner_type = "service_account", owner_id = account })).Secret;

        var (grouped, direct) = (await Gateway.JoinAsync("user"), await Gateway.JoinAsync("user"));
        var group = (await Gateway.Ok(HttpMethod.Post, "/rbac_groups", new { name = "finance" })).Text("id");
        await Gateway.Ok(HttpMethod.Post, $"/rbac_groups/{group}/members", new { user_id = grouped.Id });
        var money = (await Gateway.Ok(HttpMethod.Post, "/rbac_roles", new { display_name = "money", permissions = new[] { "limits.read", "limits.update", "rates.read", "rates.update", "workspaces.archive" } })).Text("id");
        (_group, _money) = (group, money);
        foreach (var place in new[] { own, archived }) await GiveMoneyAsync(place);
        var auditor = (await Gateway.Ok(HttpMethod.Post, "/rbac_roles", new { display_name = "auditor", permissions = new[] { "members.read", "admin_keys.read", "groups.read" } })).Text("id");
        await Gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = auditor, principal_type = "user", principal_id = direct.Id });
        Actors["group_member"] = grouped.Secret;
        Actors["member_of_role"] = direct.Secret;
        await Gateway.Ok(HttpMethod.Post, $"/workspaces/{archived}/archive");
    }

    /// <summary>Straight into the store: no API reaches another organization. Each is a copy of our own with another id and owner.</summary>
    private void AddForeign()
    {
        using var store = _fixture.Open();
        (string Kind, string Table, string Prefix)[] tables =
        [
            ("member", "members", MemberId.Prefix), ("workspace", "workspaces", WorkspaceId.Prefix), ("key", "api_keys", ApiKeyId.Prefix), ("limit", "spend_limits", SpendLimitId.Prefix),
            ("invite", "invites", InviteId.Prefix), ("admin_key", "admin_keys", AdminKeyId.Prefix), ("service_account", "service_accounts", ServiceAccountId.Prefix),
            ("group", "rbac_groups", GroupId.Prefix), ("role", "rbac_roles", RoleId.Prefix), ("assignment", "role_assignments", RoleAssignmentId.Prefix),
            ("offboarding", "offboardings", OffboardingId.Prefix), ("increase", "spend_limit_increase_requests", IncreaseRequestId.Prefix), ("waiver", "checklist_waivers", WaiverId.Prefix), ("upstream", "upstreams", UpstreamId.Prefix), ("checklist_run", "checklist_runs", ChecklistRunId.Prefix),
            ("alert_channel", "alert_channels", AlertChannelId.Prefix), ("alert_rule", "alert_rules", AlertRuleId.Prefix), ("alert_delivery", "alert_deliveries", AlertDeliveryId.Prefix),
        ];
        foreach (var (kind, table, prefix) in tables)
        {
            var id = EntityId.New(prefix);
            var columns = TestStore.ColumnsOf(store, table);
            var values = columns.Select(column => column switch
            {
                "id" => "@id",
                "organization_id" => "'another-organization'",
                "number" => TestStore.NextNumber(table),
                "secret_id" => "@secret",
                "principal_id" => "@id",
                _ => column,
            });
            store.Execute(
                $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table} WHERE id = @ours",
                new { id, ours = Thing(kind, Relation.Own), secret = Base62.Random(11) });
            _things[(kind, Relation.Foreign)] = id;
        }

        store.Execute("UPDATE api_keys SET workspace_id = @workspace WHERE id = @key", new { workspace = Thing("workspace", Relation.Foreign), key = Thing("key", Relation.Foreign) });
        store.Execute("INSERT INTO tiers (organization_id, name, display_name, classes, created_at_ms, updated_at_ms) SELECT 'another-organization', 'foreign-tier', display_name, classes, 0, 0 FROM tiers LIMIT 1");
        _things[("tier", Relation.Foreign)] = "foreign-tier";
        store.Execute("INSERT INTO environments (organization_id, name, networks, blocks, created_at_ms, updated_at_ms) VALUES ('another-organization', 'foreign-environment', '[]', 0, 0, 0)");
        _things[("alert", Relation.Foreign)] = StoredAlert(EntityId.New(AlertId.Prefix), "another-organization");
        store.Execute("INSERT INTO secret_sinks (organization_id, name, kind, settings, created_at_ms, updated_at_ms) SELECT 'another-organization', 'foreign-sink', kind, settings, 0, 0 FROM secret_sinks WHERE name = 'files'");
        _things[("secret_sink", Relation.Foreign)] = "foreign-sink";
        _things[("environment", Relation.Foreign)] = "foreign-environment";
        _things[("group_member", Relation.Foreign)] = Thing("group", Relation.Foreign);
        _things[("grant", Relation.Foreign)] = $"{Thing("limit", Relation.Foreign)} {Thing("grant", Relation.Own).Split(' ')[1]}";
        _things[("workspace_member", Relation.Foreign)] = $"{Thing("workspace", Relation.Foreign)} {Thing("member", Relation.Foreign)}";
        _things[("workspace_account", Relation.Foreign)] = $"{Thing("workspace", Relation.Foreign)} {Thing("service_account", Relation.Foreign)}";
        _things[("unresolved", Relation.Foreign)] = "req_01" + new string('F', 22);
    }
}
