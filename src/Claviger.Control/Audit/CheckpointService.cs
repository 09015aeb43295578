using System.Collections.Concurrent;
using Claviger.Core;
using Claviger.Core.Audit;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Storage.Organizations;
using Claviger.Storage.Secrets;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Audit;

/// <summary>
/// Signs how a log stands, a second after it grew or when a thousand entries have come. It signs only what extends the checkpoint
/// before: a log that was cut or rewritten in the store gets no signature, and the status says so.
/// </summary>
public sealed partial class CheckpointService(Database database, Sealer sealer, TimeProvider clock, ILogger<CheckpointService> log) : IDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    public const int MostEntries = 1_000;

    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<OrganizationId, string> _faults = [];

    /// <summary>Why the log of an organization gets no signature; null when all is well.</summary>
    public string? FaultOf(OrganizationId organization) => _faults.GetValueOrDefault(organization);

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var seen = database.Entries.Latest;
                var at = clock.GetTimestamp();
                if (!await SignAllAsync(ct)) await Task.Delay(RetryEvery, clock, ct);
                await database.Entries.WaitBeyondAsync(seen, ct);
                // The time that is left is read once: between two readings it may run out, and less than none is no time to wait.
                while (Every - clock.GetElapsedTime(at) is var rest && rest > TimeSpan.Zero && database.Entries.Latest - seen < MostEntries) await RestAsync(rest, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>The checkpoint over all entries there are; signed now, if there is none yet.</summary>
    /// <exception cref="StorageException">The log doesn't extend the checkpoint before, or the store can't be written.</exception>
    public async Task<StoredCheckpoint> SignAsync(OrganizationId organization, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            var (checkpoint, isNew) = Make(organization);
            if (isNew) await CheckpointStore.AddAsync(database, organization, checkpoint, ct);
            _faults.TryRemove(organization, out _);
            return checkpoint;
        }
        catch (StorageException error)
        {
            _faults[organization] = error.Message;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private (StoredCheckpoint Checkpoint, bool IsNew) Make(OrganizationId organization)
    {
        using var reader = database.Read();
        using var signer = AuditSignerStore.Open(reader, sealer, organization) ?? throw new StorageException($"no key signs the audit log of {organization}");
        var size = AuditTreeStore.Size(reader, organization);
        var tree = AuditTreeStore.Tree(reader, organization);
        var root = tree.Root(size);
        var previous = CheckpointStore.Latest(reader, organization);
        if (previous is not null)
        {
            if (signer.Verifier.Open(previous.Note, out var why) is not { } before) throw new StorageException($"the audit log's checkpoint over {previous.Size} entries was changed: {why}");
            var extends = before.Size <= size && MerkleProof.Extends((ulong)before.Size, (ulong)size, tree.Consistency(before.Size, size), before.Root, root);
            if (!extends) throw new StorageException($"the audit log no longer holds the {before.Size} entries that were signed: it was cut or rewritten in the store");
            if (before.Size == size) return (previous, IsNew: false);
        }

        return (new StoredCheckpoint(size, clock.GetUtcNow().ToUnixTimeMilliseconds(), signer.Sign(new Checkpoint(signer.Name, size, root))), IsNew: true);
    }

    private async Task<bool> SignAllAsync(CancellationToken ct)
    {
        try
        {
            List<OrganizationId> organizations;
            using (var reader = database.Read()) organizations = OrganizationStore.All(reader).Select(organization => organization.Id).ToList();
            foreach (var organization in organizations) await SignAsync(organization, ct);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogNotSigned(error);
            return false;
        }
    }

    /// <summary>Until the time is up or more entries came.</summary>
    private async Task RestAsync(TimeSpan rest, CancellationToken ct)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var more = database.Entries.WaitBeyondAsync(database.Entries.Latest, wake.Token);
        await Task.WhenAny(Task.Delay(rest, clock, wake.Token), more);
        await wake.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    public void Dispose() => _gate.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log can't be signed")]
    private partial void LogNotSigned(Exception error);
}
