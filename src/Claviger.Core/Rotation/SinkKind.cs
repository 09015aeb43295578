namespace Claviger.Core.Rotation;

/// <summary>What kind of place a new secret is brought to. Numbers are stored; never renumber.</summary>
public enum SinkKind : byte
{
    File = 0,

    /// <summary>A program that the server's configuration names; it gets the secret on its standard input.</summary>
    Command = 1,

    Webhook = 2,

    /// <summary>HashiCorp Vault or OpenBao, KV version 2.</summary>
    Vault = 3,

    /// <summary>A field of a Kubernetes Secret.</summary>
    Kubernetes = 4,
}
