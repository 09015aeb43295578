namespace Claviger.Core.Checklist.Facts;

/// <param name="Hint">First and last characters.</param>
/// <param name="ShownTo">The member in whose answer it stood; null: nobody's, or not known.</param>
/// <param name="EndsAt">When it ends because another one replaced it; null: it is the current one.</param>
public sealed record SecretFact(string Hint, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string? ShownTo, DateTimeOffset? EndsAt);
