using Claviger.Core.Limits;

namespace Claviger.Serving;

/// <summary>Stands where the data plane's meters go: nothing held, nothing waiting.</summary>
internal sealed class NoLimitMeters : ILimitMeters
{
    public LimitUse Read(LeaseKey key) => default;
}
