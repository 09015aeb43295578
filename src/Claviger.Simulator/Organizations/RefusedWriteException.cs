using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Organizations;

/// <summary>A write that the recorded organization's rules refuse; nothing of it was made.</summary>
internal sealed class RefusedWriteException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}
