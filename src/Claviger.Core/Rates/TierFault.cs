namespace Claviger.Core.Rates;

/// <summary>One fault of a tier.</summary>
/// <param name="Path">What it is about: <c>classes.opus_5_5.requests_per_minute</c>.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record TierFault(string Path, string What, string Fix)
{
    public override string ToString() => $"{Path}: {What}; {Fix}";
}
