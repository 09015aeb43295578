using System.Globalization;
using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>
/// The log as a file: JSON lines that verify alone, or OCSF events. That it was asked for is an entry, written before the checkpoint that
/// the export ends with: each export holds its own beginning.
/// </summary>
public sealed class ExportAuditLog(Database database, CheckpointService checkpoints, TimeProvider clock)
{
    internal static readonly Dictionary<string, ExportFormat> Formats = new(StringComparer.Ordinal) { ["jsonl"] = ExportFormat.Jsonl, ["ocsf"] = ExportFormat.Ocsf };

    internal async Task<Outcome<StreamedAnswer>> RunAsync(Actor actor, AdminQuery query, CancellationToken ct)
    {
        var format = query.OneOf("format", Formats) ?? ExportFormat.Jsonl;
        var fromText = query.Text("from");
        long from = 1;
        if (fromText is not null && (!long.TryParse(fromText, NumberStyles.None, CultureInfo.InvariantCulture, out from) || from < 1)) query.Blame("from", "must be the sequence of an entry, 1 or above");
        var since = query.Time("created_at.gte");
        if (since is not null && fromText is not null) query.Blame("created_at.gte", "can't go with from");
        if (query.Finish() is { } fault) return fault;

        using (var tx = await database.BeginAdminAsync(ct))
        {
            var target = Checkpoint.OriginOf(actor.Organization);
            if (!actor.May(Permission.AuditExport))
            {
                tx.Record(actor.WasDenied(AuditKind.AuditExportStarted, target, Permission.AuditExport));
                return Denial.Of(Permission.AuditExport);
            }

            tx.Record(actor.Did(AuditKind.AuditExportStarted, target, AuditDetail.Of(("format", format == ExportFormat.Ocsf ? "ocsf" : "jsonl"), ("from", from), ("created_at.gte", since))));
        }

        var last = await checkpoints.SignAsync(actor.Organization, ct);
        var (header, first) = Header(actor.Organization, last, from, since);
        if (first > last.Size) return Problem.Invalid("from", $"is beyond the last entry, {last.Size}");
        var name = $"claviger-audit-{first}-{last.Size}.{(format == ExportFormat.Ocsf ? "ocsf.jsonl" : "jsonl")}";
        var writer = new ExportWriter(database, actor.Organization, first, last.Size);
        return new StreamedAnswer("application/x-ndjson", name, (stream, stop) => format == ExportFormat.Ocsf ? writer.WriteOcsfAsync(stream, stop) : writer.WriteAsync(header, stream, stop));
    }

    private (AuditExportHeader Header, long First) Header(OrganizationId organization, StoredCheckpoint last, long from, DateTimeOffset? since)
    {
        using var reader = database.Read();
        var first = since is { } time ? AuditStore.FirstAt(reader, organization, time.ToUnixTimeMilliseconds()) ?? last.Size : from;
        var frontier = first <= last.Size ? AuditTreeStore.Tree(reader, organization).Frontier(first - 1) : [];
        return (new AuditExportHeader(AuditExport.Format, Checkpoint.OriginOf(organization), organization.Value, first, last.Size, UtcTimeConverter.Text(clock.GetUtcNow()),
            AuditSignerStore.PublicKey(reader, organization)!, frontier), first);
    }

    internal enum ExportFormat
    {
        Jsonl,
        Ocsf,
    }
}
