using Claviger.Core;
using Claviger.Core.Contracts;
using Dapper;

namespace Claviger.Storage.Checklist;

/// <summary>Kept runs of the checklist: its history, and what a regression is told against.</summary>
public static class ChecklistRunStore
{
    private const string Columns =
        "number AS Number, id AS Id, at_ms AS AtMs, passed AS Passed, warned AS Warned, failed AS Failed, waived AS Waived, not_applicable AS NotApplicable, statuses AS Statuses, essence AS Essence";

    private const string Insert =
        """
        INSERT INTO checklist_runs (id, organization_id, at_ms, passed, warned, failed, waived, not_applicable, statuses, essence, report)
        VALUES (@id, @organization, @atMs, @Pass, @Warn, @Fail, @Waived, @NotApplicable, @Statuses, @Essence, @Report)
        """;

    /// <summary>A run that somebody asked to keep.</summary>
    public static void Add(AdminTransaction tx, OrganizationId organization, NewChecklistRun run) => tx.Execute(Insert, Args(organization, run));

    /// <summary>A run that the program keeps by itself, unless another process kept one since <paramref name="last"/>.</summary>
    /// <param name="last">Number of the newest run that was looked at; 0: none.</param>
    public static Task<bool> AddAfterAsync(Database database, OrganizationId organization, long last, NewChecklistRun run, CancellationToken ct) =>
        database.WriteBooksAsync((connection, transaction) =>
        {
            var newest = connection.QuerySingle<long>("SELECT COALESCE(MAX(number), 0) FROM checklist_runs WHERE organization_id = @organization", new { organization = organization.Value }, transaction);
            return newest == last && connection.Execute(Insert, Args(organization, run), transaction) == 1;
        }, ct);

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<StoredChecklistRun> Page(Reader reader, OrganizationId organization, long? below, int limit) => reader.Query<StoredChecklistRun>(
        $"SELECT {Columns} FROM checklist_runs WHERE organization_id = @organization {(below is null ? "" : "AND number < @below")} ORDER BY number DESC LIMIT @limit",
        new { organization = organization.Value, below, limit }).ToList();

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static StoredChecklistRun? Find(Reader reader, OrganizationId organization, string id) => reader.First<StoredChecklistRun>(
        $"SELECT {Columns} FROM checklist_runs WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value });

    /// <summary>JSON, as the Admin API answers it.</summary>
    public static string Report(Reader reader, StoredChecklistRun run) => reader.First<string>("SELECT report FROM checklist_runs WHERE number = @number", new { number = run.Number })
        ?? throw new StorageException($"checklist run {run.Id} is gone");

    private static object Args(OrganizationId organization, NewChecklistRun run) => new
    {
        id = run.Id.Value, organization = organization.Value, atMs = run.At.ToUnixTimeMilliseconds(), run.Counts.Pass, run.Counts.Warn, run.Counts.Fail, run.Counts.Waived, run.Counts.NotApplicable,
        run.Statuses, run.Essence, run.Report,
    };
}
