namespace Claviger.Core.Audit;

/// <summary>What is wrong with an export.</summary>
/// <param name="From">The first entry that may be bad; null where it is about no entry.</param>
/// <param name="To">The last one that may be the first bad one: the same as <paramref name="From"/> where the evidence is exact.</param>
public sealed record ExportFault(long? From, long? To, string Message)
{
    public bool IsExact => From is not null && From == To;
}
