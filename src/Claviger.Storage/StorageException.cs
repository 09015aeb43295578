using Claviger.Core;

namespace Claviger.Storage;

/// <summary>The store can't do its work; the message is for the operator, never for a caller of the API.</summary>
public class StorageException(string message, Exception? inner = null) : BooksUnavailableException(message, inner);
