using Claviger.Control.Audit;
using Claviger.Core.Audit;
using Claviger.Storage.Audit;
using Claviger.Storage.Organizations;
using Claviger.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Claviger.Tests.Audit;

/// <summary>A log of 10,000 entries in a real store, signed at irregular sizes, and its export.</summary>
public sealed class LargeLog : IAsyncLifetime
{
    public const int Size = 10_000;

    public byte[] Export { get; private set; } = [];
    public CheckpointVerifier Key { get; private set; } = null!;
    internal CheckpointSigner Signer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await using var store = new Store();
        var policy = await store.InstallAsync();
        var organization = policy.Current.Organization.Id;
        await new EnsureAuditSigners(store.Database, store.Sealer, store.Clock).RunAsync(CancellationToken.None);
        using var checkpoints = new CheckpointService(store.Database, store.Sealer, store.Clock, NullLogger<CheckpointService>.Instance);
        var written = 6; // by the installation, and the signing key
        for (var batch = 0; written < Size; batch++)
        {
            var count = Math.Min(Size - written, 1 + batch * 37 % 113);
            using (var tx = await store.Database.BeginAdminAsync(CancellationToken.None))
                tx.Record(Enumerable.Range(written, count).Select(i => Store.Entry($"apikey_{i}", $$"""{"note":"entry {{i}} of many"}""") with { Organization = organization }).ToArray());
            written += count;
            if (batch % 2 == 0 || written == Size) await checkpoints.SignAsync(organization, CancellationToken.None);
            store.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        using var reader = store.Database.Read();
        Signer = AuditSignerStore.Open(reader, store.Sealer, organization)!;
        Key = CheckpointVerifier.Read(AuditSignerStore.PublicKey(reader, organization)!)!;
        using var file = new MemoryStream();
        var header = new AuditExportHeader(AuditExport.Format, Key.Name, organization.Value, 1, Size, "2026-11-23T10:37:00Z", Key.ToString(), []);
        await new ExportWriter(store.Database, organization, 1, Size).WriteAsync(header, file, CancellationToken.None);
        Export = file.ToArray();
    }

    public ValueTask DisposeAsync()
    {
        Signer.Dispose();
        return ValueTask.CompletedTask;
    }
}
