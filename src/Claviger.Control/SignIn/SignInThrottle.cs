using Claviger.Core;

namespace Claviger.Control.SignIn;

/// <summary>
/// Attempts to sign in, from one address and from all together. Asked before any work is done or written: neither hashing nor the
/// audit log must be a stranger's to fill. Of this process; an account's own lock is in the store.
/// </summary>
public sealed class SignInThrottle(TimeProvider clock)
{
    private const int MostFromOne = 20;
    private const int MostFromAll = 200;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private DateTimeOffset _since = clock.GetUtcNow();

    /// <returns>Null: go on.</returns>
    public Problem? FaultIn(string? address)
    {
        var now = clock.GetUtcNow();
        lock (_turn)
        {
            if (now - _since >= Window || now < _since)
            {
                _since = now;
                _counts.Clear(); // bounded: no more addresses than attempts in a window
            }

            if (_counts.GetValueOrDefault("") >= MostFromAll) return TooMany;
            var from = address ?? "-";
            if (_counts.GetValueOrDefault(from) >= MostFromOne) return TooMany;
            _counts[from] = _counts.GetValueOrDefault(from) + 1;
            _counts[""] = _counts.GetValueOrDefault("") + 1;
            return null;
        }
    }

    private static Problem TooMany { get; } = new(ProblemKind.RateLimited, "too many attempts to sign in: wait ten minutes, or use a sign-in link from the server's terminal");
}
