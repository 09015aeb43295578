namespace Claviger.Console.Http;

/// <param name="BehindTls">The public address is https: a proxy in front ends TLS.</param>
/// <param name="IsDemo">What is shown is invented, and the pages say so.</param>
public sealed record ConsoleOptions(bool BehindTls, bool IsDemo);
