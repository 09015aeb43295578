using Claviger.Core;
using Claviger.Core.Contracts;
using Dapper;

namespace Claviger.Storage.Checklist;

/// <summary>Kept runs of the checklist: its history, and what a regression is told against.</summary>
public static class ChecklistRunStore
{
    private const string Columns =
        "number AS Number, id AS Id, at_ms AS AtMs, passed AS Passed, warned AS Warned, failed AS Failed, waived AS Waived, not_applicable AS NotApplicable, report AS Report";

    private const string Insert =
        """
        INSERT INTO checklist_runs (id, organization_id, at_ms, passed, warned, failed, waived, not_applicable, report)
        VALUES (@id, @organization, @atMs, @Pass, @Warn, @Fail, @Waived, @NotApplicable, @report)
        """;

    /// <summary>A run that somebody asked to keep.</summary>
    public static void Add(AdminTransaction tx, OrganizationId organization, ChecklistRunId id, ChecklistCountsView counts, DateTimeOffset at, string report) =>
        tx.Execute(Insert, Args(organization, id, counts, at, report));

    /// <summary>A run that the program keeps by itself, unless another process kept one since <paramref name="last"/>.</summary>
    /// <param name="last">Number of the newest run that was looked at; 0: none.</param>
    public static Task<bool> AddAfterAsync(Database database, OrganizationId organization, long last, ChecklistRunId id, ChecklistCountsView counts, DateTimeOffset at, string report, CancellationToken ct) =>
        database.WriteBooksAsync((connection, transaction) =>
        {
            var newest = connection.QuerySingle<long>("SELECT COALESCE(MAX(number), 0) FROM checklist_runs WHERE organization_id = @organization", new { organization = organization.Value }, transaction);
            return newest == last && connection.Execute(Insert, Args(organization, id, counts, at, report), transaction) == 1;
        }, ct);

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<StoredChecklistRun> Page(Reader reader, OrganizationId organization, long? below, int limit) => reader.Query<StoredChecklistRun>(
        $"SELECT {Columns} FROM checklist_runs WHERE organization_id = @organization {(below is null ? "" : "AND number < @below")} ORDER BY number DESC LIMIT @limit",
        new { organization = organization.Value, below, limit }).ToList();

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static StoredChecklistRun? Find(Reader reader, OrganizationId organization, string id) => reader.First<StoredChecklistRun>(
        $"SELECT {Columns} FROM checklist_runs WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value });

    private static object Args(OrganizationId organization, ChecklistRunId id, ChecklistCountsView counts, DateTimeOffset at, string report) => new
    {
        id = id.Value, organization = organization.Value, atMs = at.ToUnixTimeMilliseconds(), counts.Pass, counts.Warn, counts.Fail, counts.Waived, counts.NotApplicable, report,
    };
}
