using Claviger.Storage;
using Claviger.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

public sealed class A_database_of_before_gets_its_columns : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-rates-");

    [Fact]
    public void And_nobody_in_it_has_a_tier()
    {
        var file = Path.Combine(_folder.FullName, "claviger.db");
        using var connection = Store.Open(file);
        Migrator.Run(connection, file, new FakeTimeProvider(), [.. Migrator.Steps().Take(2)]);
        connection.Execute(
            """
            INSERT INTO organizations (id, name, created_at_ms) VALUES ('o', 'O', 0);
            INSERT INTO workspaces (id, organization_id, name, is_default, display_color, tags, created_at_ms) VALUES ('w', 'o', 'W', 0, '#000000', '{}', 0);
            INSERT INTO api_keys (id, organization_id, workspace_id, name, service, environment, owner_type, owner_id, created_at_ms, status, models, networks, secret_hint)
            VALUES ('k', 'o', 'w', 'n', 's', 'e', 'user', 'u', 0, 0, '[]', '[]', '')
            """);

        Migrator.Run(connection, file, new FakeTimeProvider());

        Assert.Equal(0, connection.ExecuteScalar<int>("SELECT (SELECT COUNT(tier) FROM organizations) + (SELECT COUNT(tier) FROM workspaces) + (SELECT COUNT(tier) FROM api_keys)"));
        Assert.Equal(0, connection.ExecuteScalar<int>("SELECT (SELECT COUNT(*) FROM tiers) + (SELECT COUNT(*) FROM workspace_rate_limits)"));
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT COUNT(*) FROM api_keys WHERE id = 'k'"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
