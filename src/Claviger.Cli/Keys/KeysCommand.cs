using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Leaks;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary><c>claviger keys</c>: the reading half, and the table of contents of the rest.</summary>
internal static class KeysCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("keys", "API keys: what your services show to use Claude")
    {
        Group = CommandGroup.Organization,
        Remark = "A key belongs to one workspace and one service. It is named by its name or its id; its secret is shown when it is made, and never again.",
        Subcommands =
        {
            List(environment), Get(environment), CreateKeyCommand.Build(environment), UpdateKeyCommand.Build(environment),
            RotateKeyCommand.Build(environment), KeySecretsCommand.List(environment), KeySightingsCommand.Build(environment), KeySecretsCommand.EndOverlap(environment),
            KeyStatusCommand.Disable(environment), KeyStatusCommand.Enable(environment), KeyStatusCommand.Revoke(environment),
            ReportLeakCommand.Build(environment), TokenPatternsCommand.Build(environment),
        },
    };

    public static Argument<string> Key() => new("key") { Description = "Name or id of the key" };

    public static Option<bool> CutRequests() => new("--cut-requests") { Description = "End its running requests too, streams included" };

    public static async Task PrintAsync(CliRun run, AdminClient client, ApiKeyView key)
    {
        var workspaces = await WorkspaceFinder.AllAsync(client);
        var members = await MemberFinder.NamesAsync(client);
        var fields = new FieldTable();
        fields.Add("Name", key.Name);
        fields.Add("Id", key.Id);
        fields.Add("Status", StatusTone.Of(key.Status));
        fields.Add("Workspace", WorkspaceName(key, workspaces));
        fields.Add("Environment", key.Environment);
        fields.Add("Service", key.Service);
        fields.Add("Owner", ActorName(key.Owner, members) + (key.Principal is null ? "" : " (personal: it ends with them)"));
        fields.Add("Secret", $"{key.PartialKeyHint}");
        fields.Add("Created", run.Times.Full(key.CreatedAt) + (key.CreatedBy is { } maker ? $" by {ActorName(maker, members)}" : ""));
        fields.Add("Expires", key.ExpiresAt is { } end ? run.Times.Full(end) : "never");
        fields.Add("Last used", key.LastUsedAt is { } last ? run.Times.Full(last) : "never");
        fields.Add("Models", key.Models.Count == 0 ? "any" : string.Join(", ", key.Models));
        fields.Add("Networks", key.Networks.Count == 0 ? "any" : string.Join(", ", key.Networks));
        fields.Add("Largest max_tokens", key.MaxTokensCeiling is { } most ? CountText.Of(most, run.Out.IsTerminal) : "the model's own");
        fields.AddSome("Tier", key.Tier);
        fields.Print(run.Out);
    }

    private static CliCommand List(CliEnvironment environment)
    {
        var workspace = new Option<string>("--workspace") { Description = "Only keys of this workspace", HelpName = "workspace" };
        var status = new Option<string>("--status") { Description = "Only active, inactive, archived or expired keys", HelpName = "status" };
        status.CompletionSources.Add("active", "inactive", "archived", "expired");
        return new CliCommand("list", "List keys")
        {
            Options = { workspace, status },
            Examples =
            [
                new("Every key", "claviger keys list"),
                new("Keys that work in one workspace", "claviger keys list --workspace Production --status active"),
            ],
        }.Does(environment, run => ListAsync(run, run.Value(workspace), run.Value(status)));
    }

    private static CliCommand Get(CliEnvironment environment)
    {
        var which = Key();
        return new CliCommand("get", "Show one key")
        {
            Arguments = { which },
            Examples = [new("By name", "claviger keys get prod-recommendation-service")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var key = await KeyFinder.GetAsync(client, run.Value(which));
            if (run.IsJson) return run.PrintJson(key);
            await PrintAsync(run, client, key.Value);
            return ExitCode.Ok;
        });
    }

    private static async Task<int> ListAsync(CliRun run, string? workspace, string? status)
    {
        using var client = run.Connect();
        var workspaceId = workspace is null ? null : await WorkspaceFinder.IdAsync(client, workspace);
        var keys = await client.ListAsync<ApiKeyView>("api_keys", () => new Query().With("workspace_id", workspaceId).With("status", status));
        if (run.IsJson) return run.PrintJson(keys);
        if (keys.Value.Count == 0)
        {
            run.Note(workspace is null && status is null ? "There are no keys yet. Make one:" : "No key matches. To see every key, leave out the filters; to make one:");
            run.Note($"  claviger keys create --workspace {ShellText.Quote(workspace ?? "Production")} --service recommendation-service");
            return ExitCode.Ok;
        }

        var workspaces = await WorkspaceFinder.AllAsync(client);
        var members = await MemberFinder.NamesAsync(client);
        var table = new ListTable(
            new Column("NAME", MayShrink: true), new Column("STATUS"), new Column("WORKSPACE", MayShrink: true), new Column("OWNER", MayShrink: true, DropsAt: 3),
            new Column("CREATED", DropsAt: 4), new Column("EXPIRES", DropsAt: 6), new Column("LAST USED", DropsAt: 5), new Column("SECRET", DropsAt: 2), new Column("ID", DropsAt: 1));
        foreach (var key in keys.Value)
        {
            table.Add(key.Name, StatusTone.Of(key.Status), WorkspaceName(key, workspaces), ActorName(key.Owner, members),
                Cell.Faint(run.Times.Of(key.CreatedAt)), Expiry(run, key), key.LastUsedAt is { } last ? new Cell(run.Times.Of(last)) : Cell.Faint("never"), Cell.Faint(key.PartialKeyHint), Cell.Faint(key.Id));
        }

        table.Print(run.Out);
        return ExitCode.Ok;
    }

    private static Cell Expiry(CliRun run, ApiKeyView key) => key.ExpiresAt is { } end
        ? new Cell(run.Times.Of(end), end - run.Environment.Time.GetUtcNow() < TimeSpan.FromDays(7) && key.Status is "active" or "expired" ? Tone.Caution : Tone.Plain)
        : Cell.Faint("never");

    private static string WorkspaceName(ApiKeyView key, IReadOnlyList<WorkspaceView> all) =>
        all.FirstOrDefault(w => w.Id == key.Scope.WorkspaceId)?.Name ?? key.Scope.WorkspaceId;

    private static string ActorName(ActorRef actor, IReadOnlyDictionary<string, string> members) => members.GetValueOrDefault(actor.Id, actor.Id);
}
