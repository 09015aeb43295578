using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Access;

/// <summary><c>claviger access explain</c></summary>
internal static class AccessCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("access", "Who may do what, and why")
    {
        Group = CommandGroup.Organization,
        Subcommands = { Explain(environment) },
    };

    private static CliCommand Explain(CliEnvironment environment)
    {
        var who = new Argument<string>("actor") { Description = "E-mail, name or id of a member, or the id of a service account or admin key" };
        var permission = new Argument<string>("permission") { Description = "What they want to do, like keys.create" };
        var where = new Argument<string>("workspace") { Description = "Where (default: in the organization as a whole)", Arity = ArgumentArity.ZeroOrOne };
        return new CliCommand("explain", "Say whether somebody may do something, and why")
        {
            Arguments = { who, permission, where },
            Remark = "Ends with exit code 0 for yes and 1 for no.",
            Examples = [new("May Grace make keys in Production?", "claviger access explain grace@example.com keys.create Production")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var actor = run.Value(who);
            if (!EntityId.HasShape(actor, ServiceAccountId.Prefix) && !EntityId.HasShape(actor, AdminKeyId.Prefix)) actor = await MemberFinder.IdAsync(client, actor);
            var place = run.Optional(where) is { } named ? await WorkspaceFinder.IdAsync(client, named) : null;
            var answer = await client.GetAsync<AccessExplanationView>("access/explain", new Query().With("actor_id", actor).With("permission", run.Value(permission)).With("workspace_id", place));
            if (run.IsJson) run.PrintJson(answer);
            else Print(run, answer.Value);
            return answer.Value.Allowed ? ExitCode.Ok : ExitCode.Refused;
        });
    }

    private static void Print(CliRun run, AccessExplanationView answer)
    {
        var (who, what) = (TerminalText.Safe(answer.Actor.Id), TerminalText.Safe(answer.Permission));
        run.Out.Line(answer.Allowed ? $"Yes: {who} may {what}" : $"No: {who} may not {what}", answer.Allowed ? Tone.Good : Tone.Bad);
        foreach (var reason in answer.Reasons)
            run.Out.Line(TerminalText.Safe($"  {reason.Role} by {reason.Source.Replace('_', ' ')}{(reason.ViaGroupId is { } group ? " " + group : "")}{(reason.WorkspaceId is { } place ? " in " + place : ", everywhere")}"));
        if (answer.Blocked is { } blocked) run.Out.Line($"  but {TerminalText.Safe(blocked)}");
        if (answer.Allowed) return;
        if (answer.Elsewhere.Count > 0) run.Out.Line(TerminalText.Safe($"  They may in {string.Join(", ", answer.Elsewhere)}"));
        if (answer.Reasons.Count == 0) run.Out.Line(TerminalText.Safe($"  Built-in roles that would give it: {string.Join(", ", answer.GivenBy)}"));
    }
}
