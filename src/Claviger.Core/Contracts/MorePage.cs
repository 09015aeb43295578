namespace Claviger.Core.Contracts;

/// <summary>Anthropic's page of groups and roles: the opaque cursor, and whether there is more.</summary>
public sealed record MorePage<T>(IReadOnlyList<T> Data, bool HasMore, string? NextPage)
{
    public static MorePage<T> Of(CursorPage<T> page) => new(page.Data, page.NextPage is not null, page.NextPage);
}
