using System.Text.Json;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Stored things of the log as the Admin API shows them.</summary>
internal static class AuditViews
{
    /// <exception cref="StorageException">It was changed in the store so that it is no entry any more.</exception>
    public static AuditEntryView Of(byte[] entry)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditEntryView>(entry, WireJson.Lenient)!;
        }
        catch (JsonException error)
        {
            throw new StorageException("an entry of the audit log can't be read: it was changed in the store; claviger audit verify names it", error);
        }
    }

    public static AuditCheckpointView Of(StoredCheckpoint checkpoint)
    {
        // Our own row: lines as Checkpoint writes them.
        var lines = checkpoint.Note.Split('\n');
        return new AuditCheckpointView("audit_checkpoint", lines[0], checkpoint.Size, lines[2], Time(checkpoint.AtMs), checkpoint.Note);
    }

    public static AuditReviewView Of(AuditReview review) => new(
        review.Id, "audit_review", Time(review.AtMs), review.UpTo, new AuditActorView(review.ActorType, review.ActorId), review.MemberId, review.Note);

    public static IReadOnlyList<string> Of(IReadOnlyList<byte[]> hashes) => hashes.Select(Convert.ToBase64String).ToList();

    public static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    /// <summary>Kinds of the names given; blames the first that none has.</summary>
    public static List<AuditKind> Kinds(Http.AdminQuery query, string name)
    {
        var kinds = new List<AuditKind>();
        foreach (var text in query.List(name))
        {
            if (AuditKindNames.Find(text) is { } kind) kinds.Add(kind);
            else query.Blame(name + "[]", $"'{text}' is no type of entry; docs/guide/audit.md lists them");
        }

        return kinds;
    }
}
