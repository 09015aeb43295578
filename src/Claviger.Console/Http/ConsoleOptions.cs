namespace Claviger.Console.Http;

/// <param name="BehindTls">The public address is https: a proxy in front ends TLS.</param>
public sealed record ConsoleOptions(bool BehindTls);
