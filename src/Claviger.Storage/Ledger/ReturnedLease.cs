using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>A part of a lease on its way back.</summary>
internal sealed record ReturnedLease(LeaseKey Key, Money Amount);
