using Claviger.Core.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>Settings <c>leak_reports.*</c>.</summary>
/// <param name="Policy">For reports of GitHub's, and of administrators who name none.</param>
/// <param name="GitHubKeys">Null: GitHub's route isn't there.</param>
public sealed record LeakOptions(LeakPolicy Policy, IGitHubKeys? GitHubKeys);
