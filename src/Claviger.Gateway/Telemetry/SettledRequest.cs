using Claviger.Core.Policy;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Telemetry;

/// <summary>A governed request after its end, for whoever watches (the demo's live lines).</summary>
public readonly record struct SettledRequest(GovernedKey Key, string? Model, bool Streamed, UsageRecord Record, TimeSpan Took);
