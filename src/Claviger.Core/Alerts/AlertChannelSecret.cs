namespace Claviger.Core.Alerts;

/// <summary>What of a channel nobody may read: who has it can speak in its name, or for us.</summary>
/// <param name="Url">Address of a webhook; null: the type has none, or its usual one.</param>
/// <param name="Key">The signing secret or routing key; null: the type has none.</param>
/// <param name="OldKey">The signing secret of before a rotation.</param>
/// <param name="OldKeyUntil">When <paramref name="OldKey"/> ends.</param>
public sealed record AlertChannelSecret(string? Url = null, string? Key = null, string? OldKey = null, DateTimeOffset? OldKeyUntil = null)
{
    public override string ToString() => nameof(AlertChannelSecret);
}
