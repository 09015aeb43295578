namespace Claviger.Core.Checklist.Facts;

/// <param name="MadeBy">The member whose act made it; null: the program's, or not known.</param>
/// <param name="OwnerId">The member or service account that it acts as; null: the organization's own.</param>
public sealed record AdminKeyFact(
    string Id, string Name, string? MadeBy, string? OwnerId, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
