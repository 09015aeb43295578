using Claviger.Core.Contracts;

namespace Claviger.Core.OrganizationFiles;

/// <summary>What somebody is told.</summary>
/// <param name="Kind">For good.</param>
/// <param name="Workspace">Only there; by name.</param>
/// <param name="Key">Only of it; by name.</param>
/// <param name="Owner">Only of what this member owns; by address.</param>
/// <param name="Channels">Names; null: left as they are.</param>
public sealed record AlertRuleSpec(
    string Kind, string? Workspace, string? Key, string? Owner, AlertParametersView Parameters, string? Severity, IReadOnlyList<string>? Channels, long? RepeatHours, bool? Enabled);
