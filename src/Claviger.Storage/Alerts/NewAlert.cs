using Claviger.Core;
using Claviger.Core.Alerts;

namespace Claviger.Storage.Alerts;

/// <summary>A condition that the store may not know yet, and whom it is for.</summary>
public sealed record NewAlert(AlertRule Rule, AlertCondition Condition, IReadOnlyList<AlertChannelId> Channels);
