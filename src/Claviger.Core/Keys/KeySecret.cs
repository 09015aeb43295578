namespace Claviger.Core.Keys;

/// <summary>One token of a key, as the store keeps it: never the token, only its keyed digest.</summary>
/// <param name="PepperVersion">Which pepper of the key file the digest was made with.</param>
/// <param name="EndsAt">When it stops being accepted; null while it is the current one.</param>
public sealed record KeySecret(SecretId Id, ApiKeyId Key, byte[] Digest, int PepperVersion, DateTimeOffset CreatedAt, DateTimeOffset? EndsAt);
