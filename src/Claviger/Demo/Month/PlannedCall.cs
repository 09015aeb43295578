using Claviger.Core;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;

namespace Claviger.Demo.Month;

/// <summary>A call that a key will have made: what the books get of it.</summary>
internal readonly record struct PlannedCall(PlannedKey Key, long AtMs, ModelEntry Model, TokenUsage Tokens, Money Cost, UsageOutcome Outcome, int Status, long Session);
