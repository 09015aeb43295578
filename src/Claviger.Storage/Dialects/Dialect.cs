using System.Data.Common;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Dialects;

/// <summary>
/// What differs between the stores, and nothing else. Statements are written once, in what both take; whoever begins a write has the
/// whole store's turn: nobody, on no node, writes until it ends.
/// </summary>
internal abstract class Dialect : IAsyncDisposable
{
    /// <summary>Whether other processes may write too: then what they changed must be looked for.</summary>
    public abstract bool IsShared { get; }

    public virtual StoreContact Contact => StoreContact.Embedded;

    /// <summary>The one text as this store takes it.</summary>
    public virtual string Text(string sql) => sql;

    /// <summary>To be given to <see cref="Return"/> afterwards.</summary>
    /// <exception cref="StoreAwayException">It can't be reached.</exception>
    public abstract DbConnection OpenReader();

    /// <summary>Every query in it sees the same moment.</summary>
    public abstract DbTransaction BeginRead(DbConnection connection);

    public abstract void Return(DbConnection reader);

    /// <summary>The process has one writer beside the journal; it takes turns by the gate of <see cref="Database"/>.</summary>
    public abstract DbConnection OpenWriter();

    public abstract DbTransaction BeginWrite(DbConnection writer);

    public abstract void Release(DbConnection writer);

    /// <summary>Returns when it is durable.</summary>
    /// <param name="change">The number to tell the other nodes of; null: nothing that they follow.</param>
    /// <exception cref="StoreAwayException">Whether it is can't be found out; the message says so.</exception>
    public abstract void Commit(DbConnection writer, DbTransaction transaction, long? change);

    /// <summary>Does it; a store that is away is told as one, so that whoever goes on without it can.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public virtual T Ask<T>(Func<T> work) => work();

    /// <summary>For the journal, on a connection of its own.</summary>
    public abstract BookConnection OpenBooks();

    /// <summary>Whether a commit whose answer was lost came to pass.</summary>
    /// <exception cref="StorageException">It isn't known yet; ask again.</exception>
    public abstract bool HasCommitted(CommitInDoubtException doubt);

    /// <summary>Follows what other processes commit, until stopped. Ends at once where there are none.</summary>
    public virtual Task FollowAsync(ChangeFeed changes, CancellationToken ct) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
