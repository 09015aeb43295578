using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>R6, R18: what a contract doesn't name can't be set by sending it along, on any route.</summary>
public sealed class Fields_that_nobody_may_set_are_refused
{
    private static readonly string[] Tempting =
        ["role", "organization_role", "organization_id", "owner", "owner_id", "scopes", "status", "id", "type", "created_by", "permissions", "is_default", "secret", "version", "archived_at", "expires_at", "admin"];

    /// <summary>Where one of them is a field of the call's own.</summary>
    private static readonly string[] Own =
    [
        "POST /users/{id} role", "POST /invites role", "POST /api_keys expires_at", "POST /api_keys/{id} status", "POST /admin_keys owner_id", "POST /admin_keys scopes", "POST /admin_keys expires_at",
        "POST /admin_keys/{id} status", "POST /service_accounts organization_role", "POST /service_accounts/{id} organization_role", "POST /rbac_roles permissions", "POST /rbac_roles/{id} permissions",
    ];

    [Fact]
    public async Task On_every_route_that_takes_a_body()
    {
        await using var world = await MatrixWorld.BuildAsync();
        var own = new List<string>();
        var tried = 0;
        foreach (var route in MatrixRoutes.All(world).Where(route => route.Method == "POST"))
        {
            var id = route.Target is null ? "" : world.Thing(route.Target, route.Relations[0]);
            foreach (var field in Tempting)
            {
                var body = route.Body is null ? [] : (JsonObject)JsonSerializer.SerializeToNode(route.Body(id, world.Next()))!;
                foreach (var (name, value) in body.ToList()) if (value is null) body.Remove(name);
                body[field] = "x";
                var (status, answer) = await world.Gateway.AdminAsync(HttpMethod.Post, route.Path(id), body.ToJsonString());
                var error = answer.Child("error");
                tried++;
                if ((int)status == 400 && error?.Text("message").StartsWith($"{field}: unknown field", StringComparison.Ordinal) == true) continue;
                own.Add($"{route} {field}");
            }
        }

        Assert.Equal(Own.Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));
        Assert.True(tried > 500, $"{tried}");
    }
}
