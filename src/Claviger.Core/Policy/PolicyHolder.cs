namespace Claviger.Core.Policy;

/// <summary>The current snapshot behind one volatile pointer. Written by the refresher only; read once by every request.</summary>
public sealed class PolicyHolder(PolicySnapshot first)
{
    private volatile PolicySnapshot _current = first;

    public PolicySnapshot Current => _current;

    public PolicyContact Contact { get; init; } = PolicyContact.Own;

    /// <summary>
    /// Told of the next snapshot before any request can meet it: whoever keeps something that follows from limits lets go of it here,
    /// so that a change is in force for the next request.
    /// </summary>
    public Action<PolicySnapshot>? Replacing { get; set; }

    /// <summary>Told once requests meet the new snapshot: whoever must look at requests that met the old one looks after this.</summary>
    public Action<PolicySnapshot>? Replaced { get; set; }

    public void Replace(PolicySnapshot next)
    {
        Replacing?.Invoke(next);
        _current = next;
        Replaced?.Invoke(next);
    }
}
