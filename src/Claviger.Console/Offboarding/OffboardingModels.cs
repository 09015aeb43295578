using Claviger.Control.Members;
using Claviger.Core.Contracts;

namespace Claviger.Console.Offboarding;

/// <param name="Found">Null: nobody was looked for.</param>
/// <param name="Reports">Null: the viewer may not read them.</param>
public sealed record OffboardingListModel(string? Search, MemberRows? Found, CursorPage<OffboardingView>? Reports, bool IsFirstPage);

/// <param name="Plan">The report as it would be.</param>
/// <param name="Names">Of roles and workspaces that are there.</param>
public sealed record OffboardModel(OffboardingView Plan, IReadOnlyDictionary<string, string> Names, OffboardSent Sent);

/// <param name="HandOver">none, proposed or named.</param>
public sealed record OffboardSent(string HandOver, string? NewOwner, bool Rotate, string? OverlapDays, bool EndAdminKeys);

/// <param name="Secrets">Of keys that were rotated in this act: shown this once.</param>
public sealed record OffboardedModel(OffboardingView Report, IReadOnlyDictionary<string, string> Names, IReadOnlyList<RotatedSecretView> Secrets);
