using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Audit;

/// <summary><c>claviger audit review</c> and <c>reviews</c> (S12).</summary>
internal static class ReviewCommand
{
    public static Command Record(CliEnvironment environment)
    {
        var upTo = new Option<long?>("--up-to") { Description = "The last entry that you read; left out: the newest", HelpName = "number" };
        var note = new Option<string>("--note") { Description = "What you found", HelpName = "text" };
        return new CliCommand("review", "Record that you have read the log")
        {
            Options = { upTo, note },
            Examples = [new("After reading it", "claviger audit review --note \"November: nothing unusual\"")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var review = await client.PostAsync<AuditReviewView>("audit_log/reviews", new RecordAuditReviewRequest(run.Value(upTo), run.Value(note)));
            if (run.IsJson) return run.PrintJson(review);
            run.Note($"Recorded: the log is reviewed up to entry {review.Value.UpTo}.");
            return ExitCode.Ok;
        });
    }

    public static Command List(CliEnvironment environment) => new CliCommand("reviews", "List recorded reviews, newest first")
    {
        Examples = [new("Who looked, and when", "claviger audit reviews")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var reviews = await client.CursorListAsync<AuditReviewView>("audit_log/reviews", () => new Query());
        if (run.IsJson) return run.PrintJson(reviews);
        if (reviews.Value.Count == 0)
        {
            run.Note("Nobody has recorded a review yet. Read the log, then: claviger audit review");
            return ExitCode.Ok;
        }

        var table = new ListTable(new Column("WHEN"), new Column("UP TO", Right: true), new Column("BY", MayShrink: true), new Column("NOTE", MayShrink: true));
        foreach (var review in reviews.Value)
            table.Add(run.Times.Of(review.At), CountText.Of(review.UpTo, run.Out.IsTerminal), review.UserId ?? review.Actor.Id ?? review.Actor.Type, review.Note);
        table.Print(run.Out);
        return ExitCode.Ok;
    });
}
