namespace Claviger.Control.Leaks;

/// <summary>Where GitHub's public keys come from.</summary>
public interface IGitHubKeys
{
    /// <summary>The keys to verify with; it need not know the identifier, which a stranger may have made up. Null: there are none yet.</summary>
    ValueTask<GitHubKeySet?> ForAsync(string identifier);
}
