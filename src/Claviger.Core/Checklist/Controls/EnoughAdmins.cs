using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>At least two admins, and not too many.</summary>
internal sealed class EnoughAdmins : Control
{
    public override string Id => "enough-admins";
    public override string Title => "At least two admins, and not too many";
    public override string Why => "One admin on holiday is none; every further one can do everything.";
    public override ControlSeverity Severity => ControlSeverity.Medium;
    public override string Requirement => "S15";

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var admins = facts.Members.Where(member => member.IsAdmin).OrderBy(member => member.Email, StringComparer.Ordinal).ToList();
        // An invite that can still be accepted is on its way; once it has ended it counts no more.
        var invited = facts.Invites.Where(invite => invite.Role == "admin" && facts.At < invite.ExpiresAt).ToList();
        var summary = $"{Remedy.Count(admins.Count, "admin")}{(invited.Count == 0 ? "" : $", {invited.Count} invited until {invited.Min(invite => invite.ExpiresAt):yyyy-MM-dd}")}";
        if (admins.Count + invited.Count < settings.FewestAdmins)
            return new(summary, [Evidence.Fail("organization", facts.OrganizationId, facts.OrganizationName, $"has {Remedy.Count(admins.Count, "admin")} and needs {settings.FewestAdmins}: {string.Join(", ", admins.Select(admin => admin.Email))}",
                Remedy.Of(facts, "invites create EMAIL --role admin", "Settings → Members → Invite"))]);
        if (admins.Count > settings.MostAdmins)
            return new(summary, [Evidence.Fail("organization", facts.OrganizationId, facts.OrganizationName, $"has {admins.Count} admins, more than {settings.MostAdmins}: {string.Join(", ", admins.Select(admin => admin.Email))}",
                Remedy.Of(facts, "members update MEMBER --role developer", "Settings → Members"))]);
        return new(summary, []);
    }
}
