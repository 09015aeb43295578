using Claviger.Core.Keys;

namespace Claviger.Demo.Month;

/// <summary>A key as the month will have it. Days are counted back from the start of the demo.</summary>
/// <param name="Owner">Who makes it and answers for it: the first part of their address, or the name of a service account.</param>
/// <param name="RotatedDaysAgo">Null: its first secret is its only one.</param>
/// <param name="CallsADay">On an ordinary weekday at the end of the month.</param>
internal sealed record PlannedKey(
    PlannedWorkspace Workspace, string Service, string Owner, int MadeDaysAgo, int? RotatedDaysAgo, Rhythm Rhythm, int CallsADay, CallShape Shape)
{
    public string Name { get; } = NamingPolicy.Default.NameFor(Workspace.Environment, Service);

    public string? Tier { get; init; }

    /// <summary>Empty: any; production's are bound to the models that they call.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public bool IsBoundToNetwork { get; init; }

    /// <summary>Whether it has a spend limit: a few have none, so that the checklist has something to say.</summary>
    public bool IsCapped { get; init; } = true;

    public bool IsPersonal { get; init; }

    public bool IsOfServiceAccount { get; init; }

    /// <summary>By how much the calls of a day grow in thirty days, in percent.</summary>
    public int Growth { get; init; } = 15;

    /// <summary>Since when it has lost all measure; null: it hasn't.</summary>
    public int? TookOffHoursAgo { get; init; }

    public string Client { get; init; } = "Anthropic/Python";
}
