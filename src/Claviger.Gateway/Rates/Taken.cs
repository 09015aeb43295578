namespace Claviger.Gateway.Rates;

/// <summary>Which buckets of one pool a request took from: a limit that came later has nothing to get back.</summary>
[Flags]
internal enum Taken : byte
{
    Nothing = 0,
    Request = 1,
    Input = 2,
    UncachedInput = 4,
    Output = 8,
}
