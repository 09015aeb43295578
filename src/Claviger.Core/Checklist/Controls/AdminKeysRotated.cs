using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Admin keys are young, and used.</summary>
internal sealed class AdminKeysRotated : Control
{
    public override string Id => "admin-keys-rotated";
    public override string Title => "Admin keys are rotated, and none is forgotten";
    public override string Why => "An admin key can make every other key.";
    public override ControlSeverity Severity => ControlSeverity.High;
    public override string Requirement => "S7";
    public override IReadOnlyList<FactArea> Needs => [FactArea.AdminKeys];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var evidence = new List<Evidence>();
        foreach (var key in facts.AdminKeys)
        {
            var mend = Remedy.Of(facts, $"admin-keys create NAME, then: claviger admin-keys revoke {Remedy.Word(key.Name, key.Id)}", "Settings → Admin keys");
            if (facts.At - key.CreatedAt > TimeSpan.FromDays(settings.RotationDays))
                evidence.Add(Evidence.Fail("admin_api_key", key.Id, key.Name, $"is {Remedy.Days(facts.DaysSince(key.CreatedAt))} old, more than {settings.RotationDays}", mend));
            else if (facts.At - (key.LastUsedAt ?? key.CreatedAt) > TimeSpan.FromDays(settings.UnusedDays))
                evidence.Add(Evidence.Warn("admin_api_key", key.Id, key.Name, $"was not used for {Remedy.Days(facts.DaysSince(key.LastUsedAt ?? key.CreatedAt))}", mend));
        }

        return new($"{Remedy.Count(facts.AdminKeys.Count, "admin key")}", evidence);
    }
}
