namespace Claviger.Core.Limits;

/// <summary>What a limit covers.</summary>
/// <param name="Id">The entity's public id (<c>wrkspc_…</c>, <c>apikey_…</c>, <c>user_…</c>, <c>svac_…</c>, or the organization's).</param>
/// <param name="Number">
/// The small number that usage rows carry of it: the organization's, workspace's or key's, and for members and service accounts the principal's.
/// </param>
public readonly record struct LimitScope(LimitScopeType Type, string Id, int Number);
