namespace Claviger.Storage.Dialects;

/// <summary>The connection broke between a commit and its answer: it may have come to pass. <see cref="Dialect.HasCommitted"/> tells.</summary>
internal sealed class CommitInDoubtException(string transactionId, Exception inner) : StorageException("the store went away during a commit, which may have come to pass", inner)
{
    public string TransactionId => transactionId;
}
