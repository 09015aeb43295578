using Claviger.Control.Alerts;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Console.Alerts;

/// <param name="Lately">Those that ended last; empty where a filter is set or a later page is shown.</param>
/// <param name="Names">Of people and places, by id.</param>
public sealed record AlertListModel(
    AlertCounts Counts, IReadOnlyList<AlertView> Alerts, string? Next, bool IsFirstPage, IReadOnlyList<AlertView> Lately, IReadOnlyDictionary<string, string> Names, string? Status, string? Kind);

/// <param name="Deliveries">The newest messages about it.</param>
public sealed record AlertModel(AlertView Alert, IReadOnlyList<AlertDeliveryView> Deliveries, IReadOnlyDictionary<string, string> Channels, IReadOnlyDictionary<string, string> Names);

public sealed record AlertRuleListModel(IReadOnlyList<AlertRuleView> Rules, string? Next, bool IsFirstPage, IReadOnlyDictionary<string, string> Channels, IReadOnlyDictionary<string, string> Names);

/// <param name="Rule">Null: a new one.</param>
/// <param name="Sent">What stands in the form.</param>
public sealed record AlertRuleModel(
    AlertKind Kind, AlertRuleView? Rule, AlertRuleSent Sent, IReadOnlyList<AlertChannelView> Channels, IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyDictionary<string, string> Names);

/// <param name="Thing">Id, name or address of what a narrow rule looks at.</param>
public sealed record AlertRuleSent(
    string? Name, string Scope, string? Thing, string? Percents, string? Amounts, string? Basis, string? Days, string? Factor, string? Floor, string? Count, string? Percent,
    string Severity, IReadOnlyList<string> Channels, string? Repeat, bool IsEnabled);

public sealed record AlertChannelListModel(IReadOnlyList<AlertChannelView> Channels, string? Next, bool IsFirstPage);

/// <param name="Channel">Null: a new one.</param>
/// <param name="Test">What a test just came to.</param>
public sealed record AlertChannelModel(string Type, AlertChannelView? Channel, AlertChannelSent Sent, string TimeZone, AlertChannelTestView? Test = null);

public sealed record AlertChannelSent(string? Name, string? Addresses, string? Url, string? QuietFrom, string? QuietTo, bool Digest, bool IsEnabled);

public sealed record AlertChannelSecretModel(AlertChannelView Channel, string Secret, bool IsNew);

/// <param name="Chosen">The workspace whose channels the form sets; null: none.</param>
public sealed record AlertRouteModel(IReadOnlyList<AlertRouteView> Routes, IReadOnlyList<AlertChannelView> Channels, IReadOnlyList<WorkspaceView> Workspaces, WorkspaceView? Chosen, IReadOnlyList<string> Sent);

public sealed record AlertDeliveryListModel(IReadOnlyList<AlertDeliveryView> Deliveries, string? Next, bool IsFirstPage, IReadOnlyDictionary<string, string> Channels, string? Status, string? Channel);
