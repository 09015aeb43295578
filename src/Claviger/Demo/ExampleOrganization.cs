using Claviger.Control.Keys;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Serving;

namespace Claviger.Demo;

/// <summary>The seed's example: production with a backend and a frontend proxy, staging, development; one key a service and environment.</summary>
internal sealed record ExampleOrganization(IReadOnlyList<CreatedApiKeyView> Keys)
{
    private static readonly (string Workspace, string Environment, string[] Services)[] Plan =
    [
        ("Production", "production", ["backend", "frontend-proxy"]),
        ("Staging", "staging", ["all"]),
        ("Development", "development", ["team"]),
    ];

    public static async Task<ExampleOrganization> CreateAsync(ClavigerServer server, CancellationToken ct)
    {
        var keys = new List<CreatedApiKeyView>();
        foreach (var (name, environment, services) in Plan)
        {
            var workspace = Done(await server.Service<CreateWorkspace>().RunAsync(server.SystemActor, new CreateWorkspaceRequest(name, environment), ct));
            foreach (var service in services)
                keys.Add(Done(await server.Service<CreateKey>().RunAsync(server.SystemActor, new CreateApiKeyRequest(workspace.Id, Service: service), ct)));
        }

        return new ExampleOrganization(keys);
    }

    private static T Done<T>(Outcome<T> outcome) where T : class =>
        outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);
}
