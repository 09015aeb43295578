namespace Claviger.Control.Leaks;

/// <summary>Keys out of a file: what an installation has that doesn't reach GitHub, or doesn't want to trust what answers there.</summary>
public sealed class PinnedGitHubKeys(GitHubKeySet keys) : IGitHubKeys
{
    public ValueTask<GitHubKeySet?> ForAsync(string identifier) => ValueTask.FromResult<GitHubKeySet?>(keys);
}
