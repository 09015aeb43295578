namespace Claviger.Core.Checklist.Facts;

/// <param name="LastError">What the last delivery ran into, if it failed.</param>
public sealed record AlertChannelFact(string Id, string Name, string Type, DateTimeOffset? LastDeliveredAt, DateTimeOffset? LastFailedAt, string? LastError)
{
    /// <summary>Whether the last thing that was sent arrived; null: nothing was ever sent.</summary>
    public bool? Works => (LastDeliveredAt, LastFailedAt) switch
    {
        (null, null) => null,
        ({ } good, { } bad) => good > bad,
        ({ }, null) => true,
        _ => false,
    };
}
