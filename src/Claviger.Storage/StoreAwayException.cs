namespace Claviger.Storage;

/// <summary>The store can't be reached. Nothing is known to be wrong with it: it may be back in a moment.</summary>
public sealed class StoreAwayException(string message, Exception? inner = null) : StorageException(message, inner);
