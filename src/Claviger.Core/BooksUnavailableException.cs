namespace Claviger.Core;

/// <summary>What the store was asked can't be answered now. A request that needs the answer is refused, and may be tried again.</summary>
public class BooksUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
