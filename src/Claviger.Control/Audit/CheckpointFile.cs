using System.Text;
using Claviger.Core;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Appends checkpoints to a file, best on another volume; <c>claviger audit verify --checkpoint</c> reads it.</summary>
public sealed class CheckpointFile(string path) : ICheckpointPlace
{
    public string Name => "file";

    public async Task TakeAsync(OrganizationId organization, IReadOnlyList<StoredCheckpoint> news, CancellationToken ct)
    {
        var text = new StringBuilder();
        foreach (var checkpoint in news) text.Append(checkpoint.Note).Append('\n');
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
    }
}
