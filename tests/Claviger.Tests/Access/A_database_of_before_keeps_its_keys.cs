using Claviger.Storage;
using Claviger.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Access;

/// <summary>Schema 5 over schema 4: admin keys become the organization's with all rights, members begin at version 1.</summary>
public sealed class A_database_of_before_keeps_its_keys : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-store-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 37, 0, TimeSpan.Zero));

    [Fact]
    public async Task As_the_organizations_own()
    {
        var file = Path.Combine(_folder.FullName, "claviger.db");
        using (var old = Store.Open(file))
        {
            Migrator.Run(old, file, _clock, [.. Migrator.Steps().Take(4)]);
            old.Execute("PRAGMA foreign_keys = OFF");
            old.Execute("INSERT INTO members (id, organization_id, email, email_folded, name, role, added_at_ms) VALUES ('user_01a', 'o', 'a@example.org', 'a@example.org', 'A', 4, 1)");
            old.Execute(
                """
                INSERT INTO admin_keys (id, organization_id, name, member_id, secret_id, digest, pepper_version, secret_hint, status, created_at_ms)
                VALUES ('adminkey_01a', 'o', 'first', 'user_01a', 'AAAAAAAAAAA', x'00', 1, 'clva_x', 0, 1)
                """);
        }

        await using var database = Database.Open(file, _clock);

        using var raw = Store.Open(file);
        Assert.Equal(("organization", null, null), raw.QuerySingle<(string, string?, string?)>("SELECT owner_type, owner_id, scopes FROM admin_keys"));
        Assert.Equal((1, null), raw.QuerySingle<(int, long?)>("SELECT version, removed_at_ms FROM members"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
