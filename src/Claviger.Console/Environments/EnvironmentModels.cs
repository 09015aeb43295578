using Claviger.Core.Contracts;

namespace Claviger.Console.Environments;

/// <param name="Names">Of workspaces, by id.</param>
/// <param name="Name">As it stands in the form; null: a new one.</param>
/// <param name="Networks">One a line.</param>
public sealed record EnvironmentListModel(IReadOnlyList<EnvironmentView> Environments, IReadOnlyDictionary<string, string> Names, string? Name, string? Networks, bool Block);
