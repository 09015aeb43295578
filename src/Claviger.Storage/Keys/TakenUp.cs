using Claviger.Core;
using Claviger.Core.Keys;

namespace Claviger.Storage.Keys;

/// <summary>A rotation has reached its consumer: when the secret before the new one will end.</summary>
public sealed record TakenUp(ApiKeyId Key, SecretId Previous, DateTimeOffset PreviousEndsAt);
