using System.Text;
using Claviger.Core.Contracts;
using Claviger.Core.Reports;
using static Claviger.Core.Reports.MarkdownText;

namespace Claviger.Core.Offboarding;

/// <summary>An offboarding report for a ticket or a folder: what ended, what goes on, what is left to do.</summary>
public static class OffboardingMarkdown
{
    private const string Never = "never used";

    public static string Of(OffboardingView report)
    {
        var page = new StringBuilder();
        var user = report.User;
        page.Append($"# Offboarding of {Escape(user.Email)}{(report.DryRun ? " (dry run: nothing was changed)" : "")}\n\n");
        Table(page, ["", ""],
        [
            ["Person", $"{Escape(user.Name)} ({Escape(user.Email)}), {Escape(user.Role)}, member since {Time(user.AddedAt, "")}"],
            ["Member", $"`{user.Id}`"],
            [report.DryRun ? "Looked at" : "Refused from", Time(report.OffboardedAt, "")],
            ["By", report.OffboardedBy is { } by ? $"{Escape(by.Type)} `{by.Id}`" : "the system"],
            .. report.Id is { } id ? (IEnumerable<IReadOnlyList<string>>)[["Report", $"`{id}`"]] : [],
        ]);

        page.Append(report.DryRun ? "## Would end\n\n" : "## Ended\n\n");
        Ended(page, report);
        GoesOn(page, report);
        ToDo(page, report);
        return page.ToString();
    }

    private static void Ended(StringBuilder page, OffboardingView report)
    {
        var credentials = report.AdminKeys.Concat(report.OtherAdminKeys.Where(key => key.Ended))
            .Select(key => (IReadOnlyList<string>)["admin key", Escape(key.Name), $"`{key.PartialKeyHint}`", Owner(key), Time(key.LastUsedAt, Never)])
            .Concat(report.PersonalKeys.Select(key => (IReadOnlyList<string>)["personal API key", Escape(key.Name), string.Join(", ", key.Secrets.Select(secret => $"`{secret.PartialKeyHint}`")),
                Escape(key.Workspace), Time(OffboardingSteps.LastUse(key.Secrets), Never)])).ToList();
        if (credentials.Count == 0) page.Append("No credential acted for this person.\n\n");
        else Table(page, ["Credential", "Name", "Secret", "Of", "Last used"], credentials);

        var memberships = report.Workspaces.Select(place => $"- workspace {Escape(place.Name)}: {Escape(place.WorkspaceRole)}")
            .Concat(report.Groups.Select(group => $"- group {Escape(group.Name)}"))
            .Concat(report.Roles.Select(role => $"- role `{role.RoleId}`{(role.WorkspaceId is { } where ? $" in `{where}`" : "")}"))
            .Concat(report.Invites.Select(invite => $"- invite to {Escape(invite.Email)}, which they had sent"))
            .Concat(report.IncreaseRequests.Select(request => $"- request `{request}` for a higher limit, which nobody had decided")).ToList();
        if (memberships.Count > 0) page.AppendJoin('\n', memberships).Append("\n\n");
    }

    private static void GoesOn(StringBuilder page, OffboardingView report)
    {
        page.Append("## Goes on\n\n");
        var others = report.OtherAdminKeys.Where(key => !key.Ended).ToList();
        if (report.ServiceKeys.Count == 0 && others.Count == 0) page.Append("Nothing that this person owned, made or knows the secret of.\n\n");
        if (report.ServiceKeys.Count > 0)
            Table(page, ["Key of a service", "Workspace", "Why it is here", "Last used", "New owner", "The secret they know"], report.ServiceKeys.Select(key => (IReadOnlyList<string>)
            [
                Escape(key.Name), Escape(key.Workspace), string.Join(", ", key.Because.Select(Reason)), Time(OffboardingSteps.LastUse(key.Secrets), Never),
                key.NewOwner is { } owner ? Escape(owner.Email) : key.ProposedOwner is { } proposed ? $"proposed: {Escape(proposed.Email)}" : "",
                !key.KnowsSecret ? "none" : key.KnownSecretWorksUntil is { } end ? $"works until {Time(end, "")} at the latest" : "**works**",
            ]));
        if (others.Count > 0)
            Table(page, ["Admin key they made", "Secret", "Of", "Last used"], others.Select(key => (IReadOnlyList<string>)[Escape(key.Name), $"`{key.PartialKeyHint}`", Owner(key), Time(key.LastUsedAt, Never)]));
        if (report.ServiceKeysHidden > 0) page.Append($"{report.ServiceKeysHidden} more keys are in workspaces that whoever wrote this report can't see into.\n\n");
    }

    private static void ToDo(StringBuilder page, OffboardingView report)
    {
        var todo = OffboardingSteps.Left(report).Select(step => $"- [ ] {Escape(step.What)}: `{step.Command}`").ToList();
        page.Append("## Left to do\n\n").Append(todo.Count == 0 ? "Nothing.\n" : string.Join('\n', todo) + "\n");
    }

    private static string Owner(OffboardedAdminKey key) => key.OwnerType switch { "user" => "the person", "organization" => "the organization", _ => $"service account `{key.OwnerId}`" };

    private static string Reason(string because) => because switch { "owner" => "owned", "created" => "made", _ => "saw its secret" };
}
