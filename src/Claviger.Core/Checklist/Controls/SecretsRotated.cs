using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>No working secret is older than the rotation allows.</summary>
internal sealed class SecretsRotated : Control
{
    public override string Id => "secrets-rotated";
    public override string Title => "Secrets are younger than 90 days";
    public override string Why => "Every secret leaks some day; a young one has been in fewer logs, laptops and backups.";
    public override ControlSeverity Severity => ControlSeverity.High;
    public override string Requirement => "S7";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Secrets];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var evidence = new List<Evidence>();
        var count = 0;
        foreach (var key in facts.WorkingKeys)
        {
            // One that was replaced has its end: that it is old is why it was replaced.
            foreach (var secret in key.Secrets.Where(secret => secret.EndsAt is null))
            {
                count++;
                var most = Math.Min(settings.RotationDays, key.RotationDays ?? int.MaxValue);
                if (facts.At - secret.CreatedAt <= TimeSpan.FromDays(most)) continue;
                evidence.Add(Evidence.Fail("api_key", key.Id, key.Name,
                    $"its secret {secret.Hint} is {Remedy.Days(facts.DaysSince(secret.CreatedAt))} old, {Remedy.Days(facts.DaysSince(secret.CreatedAt) - most)} more than {most}; {(secret.LastUsedAt is { } last ? $"last used {last:yyyy-MM-dd}" : "never used")}",
                    Remedy.Of(facts, $"keys rotate {Remedy.Word(key.Name, key.Id)}", "API keys: make a new key, move its service over, delete this one")));
            }
        }

        return new($"{Remedy.Count(count, "secret")} in force", evidence);
    }
}
