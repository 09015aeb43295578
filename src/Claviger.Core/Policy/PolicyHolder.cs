namespace Claviger.Core.Policy;

/// <summary>The current snapshot behind one volatile pointer. Written by the refresher only; read once by every request.</summary>
public sealed class PolicyHolder(PolicySnapshot first)
{
    private volatile PolicySnapshot _current = first;

    public PolicySnapshot Current => _current;

    public void Replace(PolicySnapshot next) => _current = next;
}
