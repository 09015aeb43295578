namespace Claviger.Console.Http;

/// <param name="PublicUrl">Where people and services reach this server, as configured; null: as the browser did.</param>
public sealed record ConsoleOptions(Uri? PublicUrl)
{
    /// <summary>A proxy in front ends TLS.</summary>
    public bool BehindTls => PublicUrl?.Scheme == Uri.UriSchemeHttps;
}
