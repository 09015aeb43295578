using System.Data.Common;
using Claviger.Storage;

namespace Claviger.Control.Http;

/// <summary>Whether a fault is the store's: who asked may ask again.</summary>
public static class StoreFailure
{
    public static bool Is(Exception error) => error is StorageException or DbException;
}
