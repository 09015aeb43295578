using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Keys;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary>Options that say whose spend a limit caps. Exactly one of them.</summary>
internal sealed class LimitScopeOptions
{
    public Option<bool> Organization { get; } = new("--organization") { Description = "All spend of the organization" };

    public Option<string> Workspace { get; } = new("--workspace") { Description = "All keys of this workspace", HelpName = "workspace" };

    public Option<string> Key { get; } = new("--key") { Description = "This key", HelpName = "key" };

    public Option<string> Member { get; } = new("--member") { Description = "All keys that this member owns: e-mail, name or id", HelpName = "member" };

    public void AddTo(Command command)
    {
        command.Add(Organization);
        command.Add(Workspace);
        command.Add(Key);
        command.Add(Member);
    }

    public int Count(CliRun run) => (run.Value(Organization) ? 1 : 0) + new[] { Workspace, Key, Member }.Count(option => run.Value(option) is not null);

    /// <summary>As the server takes it, and as a person says it.</summary>
    public async Task<(SpendLimitScopeView Scope, string Words)> ResolveAsync(CliRun run, AdminClient client)
    {
        if (run.Value(Workspace) is { } workspace) return (new("workspace", WorkspaceId: await WorkspaceFinder.IdAsync(client, workspace)), $"workspace {TerminalText.Safe(workspace)}");
        if (run.Value(Key) is { } key) return (new("api_key", ApiKeyId: await KeyFinder.IdAsync(client, key)), $"key {TerminalText.Safe(key)}");
        if (run.Value(Member) is { } member) return (new("user", UserId: await MemberFinder.IdAsync(client, member)), $"member {TerminalText.Safe(member)}");
        return (new("organization"), "the organization");
    }

    public void DemandOne(CliRun run)
    {
        if (Count(run) != 1)
            throw new CliException(ExitCode.Usage, Count(run) == 0 ? "say whose spend: --organization, --workspace, --key or --member" : "--organization, --workspace, --key and --member exclude each other", "A limit caps one of them; set several limits to cap several.");
    }

    public static Dictionary<string, string> ToRequest(SpendLimitScopeView scope)
    {
        var request = new Dictionary<string, string> { ["type"] = scope.Type };
        if (IdOf(scope) is { } id) request[scope.Type + "_id"] = id;
        return request;
    }

    public static string? IdOf(SpendLimitScopeView scope) => scope.WorkspaceId ?? scope.ApiKeyId ?? scope.UserId ?? scope.ServiceAccountId;

    /// <summary>For tables: "workspace Production".</summary>
    public static string Words(SpendLimitScopeView scope, string? name) => scope.Type switch
    {
        "organization" => "organization",
        "api_key" => $"key {name ?? IdOf(scope)}",
        "user" => $"member {name ?? IdOf(scope)}",
        var type => $"{type.Replace('_', ' ')} {name ?? IdOf(scope)}",
    };
}
