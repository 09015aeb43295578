using Claviger.Control.Authentication;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Members;
using Claviger.Storage.ServiceAccounts;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>
/// R6: whatever somebody who isn't an admin calls, with their key and every key they come by, neither they nor anybody they made has more
/// than they had. Ten thousand random calls, checked in the store after each that changed something.
/// </summary>
public sealed class Nobody_raises_their_rights(ITestOutputHelper output)
{
    private static readonly string[] OrganizationRoles = ["user", "claude_code_user", "developer", "billing", "admin"];
    private static readonly string[] WorkspaceRoles = ["workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin", "workspace_billing"];
    private static readonly string[] OfManager =
    [
        "organization.read", "personal_keys.create", "workspaces.read", "members.read", "members.update", "members.delete", "invites.read", "invites.create", "invites.delete",
        "workspace_members.read", "workspace_members.update", "admin_keys.create", "admin_keys.update", "service_accounts.create", "service_accounts.update", "service_accounts.read",
        "groups.read", "groups.update", "roles.read", "roles.update", "role_assignments.read", "role_assignments.update", "keys.read",
    ];

    [Theory]
    [InlineData("workspace_admin", 2_000, 1)]
    [InlineData("developer", 1_000, 2)]
    [InlineData("manager", 4_000, 3)]
    [InlineData("manager_key", 3_000, 4)]
    public async Task By_any_sequence_of_calls(string kind, int calls, int seed)
    {
        await using var gateway = await TestGateway.StartAsync();
        var generator = new SeededGenerator((ulong)seed);
        Func<int, int> random = bound => generator.Next(bound);
        var (start, ids) = await BeginAsync(gateway, kind);
        List<string> keys = [start];
        var before = RightsOfAll(gateway);
        var ceiling = CeilingOf(gateway, start);
        var done = 0;

        for (var call = 0; call < calls; call++)
        {
            var (method, path, body) = Draw(random, ids, call);
            var key = path == "/invites/accept" ? "" : keys[random(keys.Count)];
            var (status, answer) = await gateway.AdminAsync(method, path, body, key);
            Assert.True((int)status < 500, $"{method} {path}: {answer}");
            if ((int)status != 200) continue;
            done++;
            Learn(answer, ids, keys);
            foreach (var (who, rights) in RightsOfAll(gateway))
            {
                var allowed = before.TryGetValue(who, out var had) ? Rights.Of([.. Grants(had), .. Grants(ceiling)]) : ceiling;
                Assert.True(allowed.Lacks(rights) is null, $"call {call}, {method} {path}: {who} came by {allowed.Lacks(rights)}");
            }
        }

        output.WriteLine($"{kind}: {calls} calls, {done} went through, {keys.Count} keys");
        Assert.True(done > calls / 200, $"only {done} calls went through");
    }

    private static async Task<(string Secret, Dictionary<string, List<string>> Ids)> BeginAsync(TestGateway gateway, string kind)
    {
        var admin = await gateway.JoinAsync("admin");
        var (staging, production) = (gateway.WorkspaceId("Staging"), gateway.WorkspaceId("Production"));
        var person = kind == "workspace_admin" ? await gateway.JoinAsync("user", staging, kind) : await gateway.JoinAsync(kind == "developer" ? kind : "user");
        var role = (await gateway.Ok(HttpMethod.Post, "/rbac_roles", new { display_name = "manager", permissions = OfManager })).Text("id");
        var group = (await gateway.Ok(HttpMethod.Post, "/rbac_groups", new { name = "top" })).Text("id");
        var top = (await gateway.Ok(HttpMethod.Post, "/rbac_roles", new { display_name = "top", permissions = new[] { "ledger.resolve", "upstreams.update" } })).Text("id");
        await gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = top, principal_type = "group", principal_id = group });
        if (kind == "manager") await gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = role, principal_type = "user", principal_id = person.Id });
        var account = (await gateway.Ok(HttpMethod.Post, "/service_accounts", new { name = "root", organization_role = "admin" })).Text("id");
        var sleeping = await gateway.AdminKeyAsync(new { name = "sleeping" });
        await gateway.Ok(HttpMethod.Post, "/admin_keys/" + sleeping.Id, new { status = "inactive" });
        var secret = kind == "manager_key" ? (await gateway.AdminKeyAsync(new { name = "manager", scopes = OfManager })).Secret : person.Secret;
        return (secret, new()
        {
            ["user_"] = [admin.Id, person.Id], ["wrkspc_"] = [staging, production, gateway.WorkspaceId("Default")], ["rbac_role_"] = [role, top], ["rbac_group_"] = [group],
            ["svac_"] = [account], ["adminkey_"] = [sleeping.Id, admin.KeyId, person.KeyId], ["rbac_assign_"] = [], ["clvi_"] = [], ["apikey_"] = [gateway.Key.ApiKey.Id],
        });
    }

    private static (HttpMethod Method, string Path, object? Body) Draw(Func<int, int> random, Dictionary<string, List<string>> ids, int call)
    {
        string Id(string prefix) => ids[prefix].Count == 0 ? prefix + "01none" : ids[prefix][random(ids[prefix].Count)];
        string One(string[] of) => of[random(of.Length)];
        string[] Permissions() => [.. Enumerable.Range(0, 1 + random(3)).Select(_ => random(3) == 0 ? PermissionNames.All[random(PermissionNames.All.Count)] : One(OfManager))];
        var post = HttpMethod.Post;
        return random(24) switch
        {
            0 => (post, $"/users/{Id("user_")}", new { role = One(OrganizationRoles) }),
            1 => (post, "/invites", new { email = $"r{call}@example.org", role = One(OrganizationRoles), rbac_group_ids = random(3) == 0 ? new[] { Id("rbac_group_") } : [] }),
            2 or 3 => (post, "/invites/accept", new { acceptance_token = Id("clvi_") }),
            4 => (post, $"/workspaces/{Id("wrkspc_")}/members", new { user_id = Id("user_"), workspace_role = One(WorkspaceRoles) }),
            5 => (post, $"/workspaces/{Id("wrkspc_")}/members/{Id("user_")}", new { workspace_role = One(WorkspaceRoles) }),
            6 => (post, "/admin_keys", random(2) == 0 ? new { name = $"k{call}", scopes = Permissions() } : new { name = $"k{call}" }),
            7 => (post, "/admin_keys", new { name = $"k{call}", owner_type = "user", owner_id = random(2) == 0 ? Id("user_") : null }),
            8 => (post, "/admin_keys", new { name = $"k{call}", owner_type = "service_account", owner_id = Id("svac_") }),
            9 => (post, $"/admin_keys/{Id("adminkey_")}", new { status = random(3) == 0 ? "inactive" : "active" }),
            10 => (post, "/service_accounts", new { name = $"s{call}", organization_role = random(3) == 0 ? "admin" : "developer" }),
            11 => (post, $"/service_accounts/{Id("svac_")}", new { organization_role = random(2) == 0 ? "admin" : "developer" }),
            12 => (post, $"/service_accounts/{Id("svac_")}/workspaces", new { workspace_id = Id("wrkspc_"), workspace_role = One(WorkspaceRoles) }),
            13 => (post, "/rbac_groups", new { name = $"g{call}" }),
            14 or 15 => (post, $"/rbac_groups/{Id("rbac_group_")}/members", new { user_id = Id("user_") }),
            16 => (post, "/rbac_roles", new { display_name = $"r{call}", permissions = Permissions() }),
            17 => (post, $"/rbac_roles/{Id("rbac_role_")}", new { permissions = Permissions() }),
            18 or 19 => (post, "/rbac_role_assignments", new
            {
                role_id = random(3) == 0 ? One(WorkspaceRoles) : Id("rbac_role_"),
                principal_type = "user",
                principal_id = Id("user_"),
                workspace_id = random(2) == 0 ? Id("wrkspc_") : null,
            }),
            20 => (post, "/rbac_role_assignments", new { role_id = Id("rbac_role_"), principal_type = "group", principal_id = Id("rbac_group_") }),
            21 => (post, "/rbac_role_assignments", new { role_id = One(WorkspaceRoles), principal_type = "service_account", principal_id = Id("svac_"), workspace_id = Id("wrkspc_") }),
            22 => (HttpMethod.Delete, $"/rbac_role_assignments/{Id("rbac_assign_")}", null),
            _ => (HttpMethod.Delete, $"/workspaces/{Id("wrkspc_")}/members/{Id("user_")}", null),
        };
    }

    /// <summary>Whatever an answer gives away is used from then on; of each kind the newest twelve, and the first ones for ever.</summary>
    private static void Learn(System.Text.Json.JsonElement answer, Dictionary<string, List<string>> ids, List<string> keys)
    {
        foreach (var text in Strings(answer))
        {
            if (text.StartsWith("clva_", StringComparison.Ordinal) && text.Length == 65) keys.Add(text);
            foreach (var (prefix, known) in ids)
            {
                if (!text.StartsWith(prefix, StringComparison.Ordinal) || known.Contains(text)) continue;
                known.Add(text);
                if (known.Count > 15) known.RemoveAt(3);
            }
        }

        if (keys.Count > 15) keys.RemoveAt(1);
    }

    private static IEnumerable<string> Strings(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.String => [element.GetString()!],
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(field => Strings(field.Value)),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        _ => [],
    };

    /// <summary>Of members, service accounts and the organization's keys, as the store has them.</summary>
    private static Dictionary<string, Rights> RightsOfAll(TestGateway gateway)
    {
        using var reader = gateway.Server.Service<Database>().Read();
        var system = gateway.Server.SystemActor;
        var access = AccessStore.Read(reader, system);
        var all = new Dictionary<string, Rights>();
        foreach (var member in MemberStore.All(reader, system.Organization)) all[member.Id.Value] = Rights.Of(access.GrantsOfMember(member.Id.Value));
        foreach (var account in ServiceAccountStore.All(reader, system.Organization)) all[account.Id.Value] = Rights.Of(access.GrantsOfAccount(account.Id.Value));
        foreach (var key in AdminKeyStore.AllLive(reader))
            if (key.Owner.Type == AdminKeyOwner.OrganizationType) all[key.Id.Value] = key.Scopes is null ? Rights.All : Rights.All.HeldTo(key.Scopes);
        return all;
    }

    private static Rights CeilingOf(TestGateway gateway, string secret)
    {
        Assert.True(Claviger.Core.Keys.KeyToken.TryRead(secret, out _, out var id));
        var policy = gateway.Server.Policy.Current;
        var actor = AdminAuthentication.ActorOf(policy.FindAdmin(id)!, policy.Access)!;
        return Rights.Of([new AccessGrant("", null, "", null, actor.Permissions), .. policy.Workspaces.Select(workspace =>
            new AccessGrant("", workspace.Id, "", null, Enum.GetValues<Permission>().Where(permission => actor.MayIn(permission, workspace.Id)).ToHashSet()))]);
    }

    private static IEnumerable<AccessGrant> Grants(Rights rights) =>
        Enum.GetValues<Permission>().SelectMany(permission => rights.May(permission)
            ? [new AccessGrant("", null, "", null, new HashSet<Permission> { permission })]
            : rights.WorkspacesWith(permission).Select(workspace => new AccessGrant("", workspace, "", null, new HashSet<Permission> { permission })));
}
