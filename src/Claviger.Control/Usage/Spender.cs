using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Control.Usage;

/// <summary>Something that spends, and what it spent by UTC days since 1970.</summary>
/// <param name="Since">When it was made.</param>
internal sealed record Spender(LimitScope Scope, string? Name, DateTimeOffset Since, IReadOnlyDictionary<long, Money> Days);
