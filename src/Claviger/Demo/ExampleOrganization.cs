using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Serving;

namespace Claviger.Demo;

/// <summary>An example: production with a backend and a frontend proxy, staging, development; one key a service and environment, each with its tier, and spend limits at three levels.</summary>
internal sealed record ExampleOrganization(IReadOnlyList<CreatedApiKeyView> Keys)
{
    private static readonly (string Workspace, string Environment, (string Service, string Tier)[] Keys)[] Plan =
    [
        ("Production", "production", [("backend", "tier-4"), ("frontend-proxy", "tier-2")]),
        ("Staging", "staging", [("all", "tier-2")]),
        ("Development", "development", [("team", "tier-1")]),
    ];

    public static async Task<ExampleOrganization> CreateAsync(ClavigerServer server, CancellationToken ct)
    {
        var keys = new List<CreatedApiKeyView>();
        foreach (var (name, environment, planned) in Plan)
        {
            var workspace = Done(await server.Service<CreateWorkspace>().RunAsync(server.SystemActor, new CreateWorkspaceRequest(name, environment), ct));
            foreach (var (service, tier) in planned)
                keys.Add(Done(await server.Service<CreateKey>().RunAsync(server.SystemActor, new CreateApiKeyRequest(workspace.Id, Service: service, Tier: tier), ct)));
        }

        foreach (var (scope, dollars, period) in new (Dictionary<string, string>, long, string)[]
        {
            (new() { ["type"] = "organization" }, 500, "monthly"),
            (new() { ["type"] = "workspace", ["workspace_id"] = keys[^1].ApiKey.Scope.WorkspaceId }, 50, "monthly"),
            (new() { ["type"] = "api_key", ["api_key_id"] = keys[0].ApiKey.Id }, 20, "daily"),
            (new() { ["type"] = "api_key", ["api_key_id"] = keys[^1].ApiKey.Id }, 5, "daily"),
        })
            Done(await server.Service<SetSpendLimit>().RunAsync(
                server.SystemActor, new SetSpendLimitRequest(scope, period, new Money(dollars * Money.NanosPerDollar).ToCentsString()), ct));

        return new ExampleOrganization(keys);
    }

    private static T Done<T>(Outcome<T> outcome) where T : class =>
        outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);
}
