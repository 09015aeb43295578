namespace Claviger.Storage.Rates;

/// <summary>How many are held to a tier.</summary>
public sealed record TierUse
{
    public int Keys { get; init; }
    public int Workspaces { get; init; }
    public int Organizations { get; init; }
}
