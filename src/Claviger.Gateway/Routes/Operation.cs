namespace Claviger.Gateway.Routes;

/// <summary>What a declared route does, which decides who handles it.</summary>
public enum Operation
{
    CreateMessage,
    CountTokens,
    ReadModels,
    CreateBatch,
    ListBatches,
    ReadBatch,
    CancelBatch,
    DeleteBatch,
    ReadBatchResults,
    CreateObject,
    ListObjects,
    ReadObject,
    DeleteObject,
    Withheld,
    Probe,
}
