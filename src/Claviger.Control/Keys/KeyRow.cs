using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Control.Keys;

/// <summary>A key on a page for people, with what they look for beside it.</summary>
/// <param name="OwnerName">Name or address; null: nobody who is there.</param>
/// <param name="Month">Spent since the month began, by UTC days.</param>
/// <param name="Limit">The key's own limit that has least left; null: it has none.</param>
/// <param name="SecretSince">Of its current secret; null: it has none.</param>
/// <param name="Secrets">That work now.</param>
public sealed record KeyRow(ApiKeyView Key, string WorkspaceName, string? OwnerName, Money Month, SpendUseRow? Limit, DateTimeOffset? SecretSince, int Secrets);

/// <summary>How a limit stands, in money and not in text.</summary>
public sealed record SpendUseRow(SpendLimitUseView View, Money Spent, Money Held, Money? Cap);

/// <param name="Next">Position of the next page; null: this is the last.</param>
public sealed record KeyRows(IReadOnlyList<KeyRow> Rows, string? Next);
