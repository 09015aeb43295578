using System.Text.Json;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

/// <summary>S16: every family of the Admin API that is served, by the methods of the official TypeScript SDK, with its pages and its error classes.</summary>
public sealed class The_TypeScript_SDK_walks_the_organization : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private JsonElement _said;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Every_family_with_its_pages_and_its_errors()
    {
        _said = await TypeScript.RunAsync(_gateway, "organization.mjs");

        Says("me", "\"organization\"");
        Says("elsewhere", "0");
        Says("versions", """["2026-10-21"]""");
        Says("ends", """[true,"user_deleted"]""");

        Walked("users", 4, 4);
        Says("users.next", "[2,true,true]");
        Says("users.backwards", "3");
        Says("users.found", "[true]");
        Says("users.developers", """["ada-walk@example.org"]""");
        Says("users.changed", "\"claude_code_user\"");
        Says("users.missing", """["NotFoundError",404,null,true]""");

        Walked("invites", 4, 4);
        Says("invites.kept", "\"pending\"");
        Says("invites.pending", """["later@example.org"]""");
        Says("invites.again", """["InviteAlreadyExistsError",400,"invite_already_exists",true]""");
        Says("invites.member", """["AlreadyMemberError",400,"already_member",true]""");
        Says("invites.deleted", "\"invite_deleted\"");

        Walked("workspaces", 4, 4);
        Says("workspaces.residency", """[{"workspace_geo":"us","allowed_inference_geos":["us"],"default_inference_geo":"us"},{"workspace_geo":"us","allowed_inference_geos":"unrestricted","default_inference_geo":"global"}]""");
        Says("workspaces.key", """["ekey_01Walk",null,true]""");
        Says("workspaces.some", """["Walk"]""");
        Walked("workspaces", 4, 2, "members");
        Says("workspaces.raised", "\"workspace_admin\"");
        Says("workspaces.read", "\"workspace_member\"");
        Says("workspaces.removed", "\"workspace_member_deleted\"");

        Walked("keys", 3, 3);
        Says("keys.off", "\"inactive\"");
        Says("keys.named", """["BadRequestError",400,"key_name_policy",true]""");
        Says("keys.of", "[true]");
        Says("keys.ended", "\"archived\"");
    }

    [Fact]
    public async Task Money_rates_machines_groups_and_roles()
    {
        _said = await TypeScript.RunAsync(_gateway, "organization.mjs");

        foreach (var fact in new[] { "all", "models", "inherited" }) Says("rateLimits." + fact, "true");
        Says("rateLimits.set", """[["requests_per_minute",50,"workspace"]]""");
        Says("rateLimits.own", "[true]");
        Says("rateLimits.cleared", "0");
        Says("rateLimits.unknown", """["NotFoundError",404,null,true]""");

        Walked("requests", 2, 2);
        Says("requests.pending", """[["ada-walk@example.org","5000",true]]""");
        Says("requests.approved", """["approved","8000","scoped_api_key_actor"]""");
        Says("requests.denied", """["denied","denied"]""");
        Says("requests.late", """["BadRequestError",400,null,true]""");
        Says("requests.read", "true");

        Walked("spendLimits", 2, 2);
        Says("spendLimits.betas", "true");
        Says("spendLimits.effective", """[["8000","monthly","0","user"]]""");
        Says("spendLimits.one", "\"8000\"");
        Says("spendLimits.deleted", "\"spend_limit_deleted\"");

        Walked("serviceAccounts", 2, 2);
        Says("serviceAccounts.changed", "\"walks on\"");
        Says("serviceAccounts.twice", """["ConflictError",409,"service_account_name_taken",true]""");
        Says("serviceAccounts.seen", """["service_account_workspace_member","workspace_developer"]""");
        Says("serviceAccounts.of", "[true,false]");
        Says("serviceAccounts.in", "[true]");
        Says("serviceAccounts.removed", "\"service_account_workspace_member_deleted\"");
        Says("serviceAccounts.archived", "true");

        Walked("groups", 2, 2);
        Says("groups.renamed", "\"Walkers all\"");
        Says("groups.members", "2");
        Says("groups.left", "\"rbac_group_member_deleted\"");
        Says("groups.missing", """["BetaRBACGroupNotFoundError",404,"rbac_group_not_found",true]""");
        Says("groups.deleted", "\"rbac_group_deleted\"");
        foreach (var fact in new[] { "names", "one", "permissions" }) Says("roles." + fact, "true");
        Says("roles.missing", """["RBACRoleNotFoundError",404,"rbac_role_not_found",true]""");

        Says("denied", """["PermissionDeniedError",403,null,true]""");
        Says("stranger", """["AuthenticationError",401,null,true]""");
        foreach (var bad in new[] { "cursor", "both", "unknown" }) Says(bad, """["BadRequestError",400,null,true]""");
    }

    private JsonElement At(string path) => path.Split('.').Aggregate(_said, (element, name) => element.GetProperty(name));

    private void Says(string path, string json) => Assert.Equal($"{path}: {json}", $"{path}: {JsonSerializer.Serialize(At(path))}");

    /// <summary>All of them, none twice, in so many calls.</summary>
    private void Walked(string family, int items, int calls, string list = "walked")
    {
        var ids = At($"{family}.{list}.ids").EnumerateArray().Select(id => id.GetString()).ToList();
        Assert.Equal((family, items, items, calls), (family, ids.Count, ids.Distinct().Count(), At($"{family}.{list}.calls").GetInt32()));
    }
}
