namespace Claviger.Core.OrganizationFiles;

public sealed record EnvironmentSpec(IReadOnlyList<string>? Networks, bool? Block);
