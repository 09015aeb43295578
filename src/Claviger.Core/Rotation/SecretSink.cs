namespace Claviger.Core.Rotation;

/// <summary>A place that new secrets are brought to, by its name.</summary>
public sealed record SecretSink(string Name, SinkKind Kind, SinkSettings Settings, bool HasCredential, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
