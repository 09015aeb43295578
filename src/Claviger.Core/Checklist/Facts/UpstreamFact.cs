namespace Claviger.Core.Checklist.Facts;

/// <param name="Fingerprint">Equal for two upstreams with one credential; says nothing about it.</param>
public sealed record UpstreamFact(string Id, string Name, string Fingerprint);
