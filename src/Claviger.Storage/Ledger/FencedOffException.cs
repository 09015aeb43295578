namespace Claviger.Storage.Ledger;

/// <summary>A later start of this node has taken its books over: this process may write nothing more.</summary>
internal sealed class FencedOffException() : Exception("another process has taken over the books of this node");
