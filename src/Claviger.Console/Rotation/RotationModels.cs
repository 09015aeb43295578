using Claviger.Control.Rotation;
using Claviger.Core.Contracts;

namespace Claviger.Console.Rotation;

/// <param name="Names">Of owners, by id.</param>
public sealed record CalendarModel(RotationRows Page, IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyDictionary<string, string> Names, string? Status, string? Workspace, bool IsFirstPage);

/// <param name="Rows">Of this page.</param>
/// <param name="Key">As it was typed, to look up a key.</param>
public sealed record PolicyListModel(
    IReadOnlyList<RotationPolicyView> Rows, EffectiveRotationPolicyView BuiltIn, IReadOnlyDictionary<string, string> Names, IReadOnlyList<WorkspaceView> Workspaces, string? Key, int From, int? Next);

/// <param name="Name">Of what it is set on.</param>
/// <param name="Sinks">Their names; null: the viewer may not set one.</param>
public sealed record PolicyModel(ScopedRotationPolicy Policy, string Name, PolicySent Sent, IReadOnlyList<string>? Sinks);

/// <param name="Overlap">Days, or hours with an h behind.</param>
/// <param name="Automatic">on, off, or null: as the wider scope has it.</param>
/// <param name="Sink">A name, - for none, or null: as the wider scope has it.</param>
public sealed record PolicySent(string? Age, string? Overlap, string? Ahead, string? HardEnd, string? Automatic, string? Extend, string? Sink);

/// <param name="UsedBy">What names each sink in its policy, by sink; names of workspaces and keys.</param>
public sealed record SinkListModel(IReadOnlyList<SecretSinkView> Sinks, ILookup<string, string> UsedBy);

/// <param name="Sink">Null: a new one.</param>
public sealed record SinkModel(string Kind, SecretSinkView? Sink, string? Name, SecretSinkSettings Sent);
