namespace Claviger.Core.OrganizationFiles;

public sealed record AlertsSpec(IReadOnlyDictionary<string, AlertChannelSpec>? Channels, IReadOnlyDictionary<string, AlertRuleSpec>? Rules);
