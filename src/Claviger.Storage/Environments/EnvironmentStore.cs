using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Environments;

namespace Claviger.Storage.Environments;

/// <summary>Environments that have declared their networks.</summary>
public static class EnvironmentStore
{
    private const string All = "SELECT name AS Name, networks AS Networks, blocks AS Blocks FROM environments WHERE organization_id = @organization ORDER BY name";

    public static IReadOnlyList<DeclaredEnvironment> Of(Reader reader, OrganizationId organization) =>
        reader.Query<Row>(All, new { organization = organization.Value }).Select(row => row.ToEnvironment()).ToList();

    public static IReadOnlyList<DeclaredEnvironment> Of(AdminTransaction tx, OrganizationId organization) =>
        tx.Query<Row>(All, new { organization = organization.Value }).Select(row => row.ToEnvironment()).ToList();

    public static void Put(AdminTransaction tx, OrganizationId organization, DeclaredEnvironment environment, DateTimeOffset at) => tx.Execute(
        """
        INSERT INTO environments (organization_id, name, networks, blocks, created_at_ms, updated_at_ms) VALUES (@organization, @name, @networks, @blocks, @at, @at)
        ON CONFLICT (organization_id, name) DO UPDATE SET networks = excluded.networks, blocks = excluded.blocks, updated_at_ms = excluded.updated_at_ms
        """,
        new
        {
            organization = organization.Value,
            name = environment.Name,
            networks = JsonSerializer.Serialize(environment.Networks),
            blocks = environment.Blocks ? 1 : 0,
            at = at.ToUnixTimeMilliseconds(),
        });

    public static void Delete(AdminTransaction tx, OrganizationId organization, string name) =>
        tx.Execute("DELETE FROM environments WHERE organization_id = @organization AND name = @name", new { organization = organization.Value, name });

    private sealed record Row
    {
        public string Name { get; init; } = "";
        public string Networks { get; init; } = "[]";
        public int Blocks { get; init; }

        public DeclaredEnvironment ToEnvironment() => new(Name, JsonSerializer.Deserialize<List<string>>(Networks)!, Blocks != 0);
    }
}
