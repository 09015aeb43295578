using Claviger.Core.Usage;

namespace Claviger.Core.Workspaces;

/// <summary>Where a workspace's data lies and where its requests may be worked on.</summary>
/// <param name="WorkspaceGeo">Where data lies; for life. Upstream's affair: nothing here depends on it.</param>
/// <param name="Default">Among the allowed: what a request that names no geography is meant to get.</param>
public sealed record DataResidency(string WorkspaceGeo, AllowedGeos Allowed, InferenceGeo Default)
{
    public static DataResidency Open { get; } = new("us", AllowedGeos.Unrestricted, InferenceGeo.Global);

    /// <summary>Wherever upstream works on a request, it is right.</summary>
    public bool IsOpen => Default == InferenceGeo.Global && Allows(InferenceGeo.Us) && Allows(InferenceGeo.Global);

    public bool Allows(InferenceGeo geo) => Allowed == AllowedGeos.Unrestricted || (Allowed & FlagOf(geo)) != 0;

    private static AllowedGeos FlagOf(InferenceGeo geo) => geo switch
    {
        InferenceGeo.Us => AllowedGeos.Us,
        InferenceGeo.Global => AllowedGeos.Global,
        _ => default, // not in any list
    };
}
