using Claviger.Core;
using Claviger.Core.Audit;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Audit;

public sealed class A_log_of_before_is_taken_in : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-audit-");

    [Fact]
    public async Task With_its_numbers_and_a_gap_stays_a_gap()
    {
        var file = Path.Combine(_folder.FullName, "claviger.db");
        using (var old = Store.Open(file))
        {
            Migrator.Run(old, file, new FakeTimeProvider(), [.. Migrator.Steps().Take(3)]);
            foreach (var sequence in Enumerable.Range(1, 1_203).Where(number => number != 700))
                old.Execute("INSERT INTO audit_entries VALUES (@sequence, 0, @organization, 100, 0, 'system', NULL, 't', @entry)",
                    new { sequence, organization = Store.Organization.Value, entry = BitConverter.GetBytes(sequence) });
        }

        for (var again = 0; again < 2; again++)
        {
            await using var database = Database.Open(file, new FakeTimeProvider());
            using var reader = database.Read();
            var range = new MerkleRange();
            for (var sequence = 1; sequence <= 1_203; sequence++) range.Append(MerkleHash.Leaf(sequence == 700 ? [] : BitConverter.GetBytes(sequence)));
            Assert.Equal(1_203, AuditTreeStore.Size(reader, Store.Organization));
            Assert.Equal(range.Root(), AuditTreeStore.Tree(reader, Store.Organization).Root(1_203));
        }

        await using var open = Database.Open(file, new FakeTimeProvider());
        using (var tx = await open.BeginAdminAsync(default)) tx.Commit(Store.Entry(), Store.Entry() with { Organization = new OrganizationId("another") });
        using var after = open.Read();
        Assert.Equal((1_204, 1), (AuditTreeStore.Size(after, Store.Organization), AuditTreeStore.Size(after, new OrganizationId("another"))));
    }

    [Fact]
    public async Task An_entry_that_is_too_long_is_shortened_where_everybody_sees_it()
    {
        await using var store = new Store();
        using (var tx = await store.Database.BeginAdminAsync(default))
            tx.Commit(Store.Entry(detail: $"{{\"text\":\"{new string('x', 40_000)}\"}}"), Store.Entry(target: new string('\u0001', 8_000)), Store.Entry(detail: "{\n\"a\":1}"));
        using var reader = store.Database.Read();
        var entries = AuditStore.List(reader, Store.Organization, 0, 10).Select(entry => System.Text.Encoding.UTF8.GetString(entry.Entry)).ToList();
        Assert.All(entries, entry => Assert.True(entry.Length <= 32 * 1024 && !entry.Contains('\n', StringComparison.Ordinal)));
        Assert.Contains("\"shortened\":{\"bytes\":40011,\"sha256\":", entries[0]);
        Assert.Contains("\"detail\":{\"a\":1}", entries[2]);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
