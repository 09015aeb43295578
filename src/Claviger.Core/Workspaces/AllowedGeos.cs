namespace Claviger.Core.Workspaces;

/// <summary><c>allowed_inference_geos</c>. <see cref="Unrestricted"/> also means geographies that nobody knows yet; a list means those in it alone.</summary>
[Flags]
public enum AllowedGeos
{
    Unrestricted = 0,
    Us = 1,
    Global = 2,
}
