using System.Globalization;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>
/// Checks the log inside the server, a bounded part at a time, by the code that the command line checks exports with. It finds what was
/// changed in the store. Whoever holds the server itself could make it lie: an export, checked elsewhere, can't.
/// </summary>
public sealed class VerifyAuditLog(Database database, ListAuditEntries entries, TimeProvider clock)
{
    /// <summary>Entries that one call reads: some 7 MB.</summary>
    public const int Most = 10_000;

    private const int MostKept = 50;

    /// <summary>One entry: a few dozen hashes, however long the log is.</summary>
    public async Task<Outcome<AuditEntryChecked>> EntryAsync(Actor actor, string sequence, CancellationToken ct)
    {
        var (proof, problem) = await entries.GetAsync(actor, sequence, ct);
        if (proof is null) return problem!;
        using var reader = database.Read();
        var (number, leaf) = (proof.LeafIndex + 1, MerkleHash.Leaf(Convert.FromBase64String(proof.Leaf)));
        var before = number > 1 ? AuditTreeStore.Leaves(reader, actor.Organization, number - 2, number - 1) : [];
        var (checks, root, newest) = (new List<AuditCheck>(), "", proof.TreeSize);
        if (KeyOf(reader, actor.Organization) is not { } key) checks.Add(new AuditCheck(false, "There is no key that opens checkpoints."));
        else if (key.Open(proof.Checkpoint, out var why) is not { } checkpoint) checks.Add(new AuditCheck(false, $"The checkpoint over {proof.TreeSize:N0} entries is not signed by this log's key: {why}."));
        else
        {
            root = Convert.ToHexStringLower(checkpoint.Root);
            var path = proof.Proof.Select(Convert.FromBase64String).ToList();
            checks.Add(new AuditCheck(proof.Entry.Sequence == number, $"The entry says that it is number {number:N0}."));
            checks.Add(MerkleProof.Includes((ulong)proof.LeafIndex, (ulong)checkpoint.Size, leaf, path, checkpoint.Root)
                ? new AuditCheck(true, $"Its hash and {Count(path.Count, "hash", "hashes")} beside it give the root over {checkpoint.Size:N0} entries.")
                : new AuditCheck(false, $"Its hash does not lead to the root over {checkpoint.Size:N0} entries: it is not what was signed."));
            checks.Add(new AuditCheck(true, $"That root bears the signature of key {key.Hash:x8}."));
            checks.Add(Extended(reader, actor.Organization, key, checkpoint, out newest));
        }

        return new AuditEntryChecked(proof, Convert.ToHexStringLower(leaf), before is [var previous] ? Convert.ToHexStringLower(previous) : null, root, checks, newest);
    }

    /// <summary>Every entry from one on, to the last checkpoint within reach.</summary>
    public async Task<Outcome<AuditStretchChecked>> StretchAsync(Actor actor, long from, CancellationToken ct)
    {
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        using var export = new MemoryStream();
        CheckpointVerifier? key;
        StoredCheckpoint? latest, end;
        AuditExportHeader header;
        using (var reader = database.Read())
        {
            latest = CheckpointStore.Latest(reader, actor.Organization);
            if (latest is null || from < 1 || from > latest.Size) return Problem.Invalid("from", $"the number of a signed entry, from 1 to {latest?.Size ?? 0}");
            end = CheckpointStore.Page(reader, actor.Organization, from + Most, 1) is [var within] && within.Size >= from ? within : CheckpointStore.Covering(reader, actor.Organization, from)!;
            if (end.Size - from >= 2 * Most) return Problem.Invalid("from", $"the next checkpoint is over {end.Size} entries, too many for one page; begin at {end.Size - Most + 1} or later");
            key = KeyOf(reader, actor.Organization);
            if (key is null) return Problem.NotFound("audit signing key");
            try
            {
                header = new AuditExportHeader(AuditExport.Format, Checkpoint.OriginOf(actor.Organization), actor.Organization.Value, from, end.Size, UtcTimeConverter.Text(clock.GetUtcNow()), key.ToString(), AuditTreeStore.Tree(reader, actor.Organization).Frontier(from - 1));
            }
            catch (StorageException error)
            {
                return new AuditStretchChecked(Broken(error), from, end.Size, latest.Size, Extended: false);
            }
        }

        await new ExportWriter(database, actor.Organization, from, end.Size).WriteAsync(header, export, ct);
        export.Position = 0;
        var verdict = ExportVerifier.Verify(export, key, []);
        using var again = database.Read();
        return new AuditStretchChecked(verdict, from, end.Size, latest.Size, verdict.Newest is { } newest && Extended(again, actor.Organization, key, newest, out _).Holds);
    }

    /// <summary>Checkpoints that somebody kept elsewhere: what finds a log that was cut or rewritten together with its signatures.</summary>
    public Outcome<KeptVerdict> Kept(Actor actor, string text)
    {
        if (!actor.May(Permission.AuditRead)) return Denial.Of(Permission.AuditRead);
        var notes = KeptCheckpoint.All("it", text);
        if (notes.Count > MostKept) return Problem.Invalid("kept", $"at most {MostKept} checkpoints at a time; claviger audit verify takes a whole file of them");
        using var reader = database.Read();
        if (KeyOf(reader, actor.Organization) is not { } key) return Problem.NotFound("audit signing key");
        var read = new List<KeptCheckpointChecked>();
        foreach (var note in notes)
        {
            if (key.Open(note.Note, out var why) is not { } checkpoint) return Problem.Invalid("kept", $"{why}; paste it as it is, from its name to its signature");
            read.Add(new KeptCheckpointChecked(checkpoint.Size, FaultIn(reader, actor.Organization, key, checkpoint)));
        }

        return read.Count == 0 ? Problem.Invalid("kept", "paste a checkpoint that you kept") : new KeptVerdict(read);
    }

    private static string? FaultIn(Reader reader, OrganizationId organization, CheckpointVerifier key, Checkpoint kept)
    {
        if (CheckpointStore.Latest(reader, organization) is { } latest && kept.Size > latest.Size) return $"it covers {kept.Size:N0} entries, and the log has {latest.Size:N0} that are signed: the newest were cut off, or this is an old copy of the store";
        var check = Extended(reader, organization, key, kept, out _);
        return check.Holds ? null : check.Text;
    }

    /// <summary>Whether the newest checkpoint begins with all that a smaller one covers.</summary>
    private static AuditCheck Extended(Reader reader, OrganizationId organization, CheckpointVerifier key, Checkpoint checkpoint, out long newest)
    {
        newest = checkpoint.Size;
        if (CheckpointStore.Latest(reader, organization) is not { } latest) return new AuditCheck(false, "The log has no checkpoint.");
        newest = latest.Size;
        if (key.Open(latest.Note, out var why) is not { } now) return new AuditCheck(false, $"The newest checkpoint, over {latest.Size:N0} entries, is not signed by this log's key: {why}.");
        if (now.Size < checkpoint.Size) return new AuditCheck(false, $"The newest checkpoint covers {now.Size:N0} entries, fewer than {checkpoint.Size:N0}.");
        try
        {
            var proof = AuditTreeStore.Tree(reader, organization).Consistency(checkpoint.Size, now.Size);
            return MerkleProof.Extends((ulong)checkpoint.Size, (ulong)now.Size, proof, checkpoint.Root, now.Root)
                ? new AuditCheck(true, now.Size == checkpoint.Size ? "It is the newest checkpoint." : $"The newest checkpoint, over {now.Size:N0} entries, begins with all {checkpoint.Size:N0} of that one.")
                : new AuditCheck(false, $"The newest checkpoint, over {now.Size:N0} entries, does not begin with the {checkpoint.Size:N0} of that one: the log was rewritten.");
        }
        catch (StorageException error)
        {
            return new AuditCheck(false, $"The store is damaged: {error.Message}.");
        }
    }

    private static CheckpointVerifier? KeyOf(Reader reader, OrganizationId organization) => AuditSignerStore.PublicKey(reader, organization) is { } text ? CheckpointVerifier.Read(text) : null;

    private static ExportVerdict Broken(StorageException error) => new(new ExportFault(null, null, error.Message), 0, null, 0, 0, null, null);

    private static string Count(int count, string one, string many) => count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many);
}
