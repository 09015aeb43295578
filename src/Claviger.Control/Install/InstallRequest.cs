namespace Claviger.Control.Install;

/// <param name="UpstreamUrl">Scheme and authority.</param>
/// <param name="UpstreamCredential">Sealed before it is stored.</param>
public sealed record InstallRequest(
    string OrganizationName, string AdministratorEmail, string AdministratorName, string UpstreamName, Uri UpstreamUrl, string UpstreamCredential)
{
    /// <summary>Without the credential.</summary>
    public override string ToString() => $"install {OrganizationName}, upstream {UpstreamUrl}";
}
