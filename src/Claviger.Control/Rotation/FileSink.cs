using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>
/// A file that only its owner can read. A reader sees the old secret or the new one, never half of one: the new file is written aside in
/// the same folder, made durable, and takes the old one's name. Links are not followed, or a link in the folder would lead out of it.
/// </summary>
internal sealed class FileSink(SinkSettings settings, RotationOptions options) : ISecretSink
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public bool CanRead => true;

    /// <summary>Null: the path may be written, as far as its text and the configured folders say.</summary>
    public static string? FaultIn(string path, RotationOptions options) =>
        options.FileFolders.Count == 0 ? "the server allows no files: its configuration names no rotation.file_folders"
        : !Path.IsPathFullyQualified(path) || Path.GetFullPath(path) != path || path.EndsWith('/') ? "must be a whole path of a file, without . and .. in it"
        : FolderOf(path, options) is null ? $"lies in no folder that the server's configuration allows (rotation.file_folders): {string.Join(", ", options.FileFolders)}"
        : null;

    public Task<SinkResult> DeliverAsync(ApiKey key, string token, CancellationToken ct)
    {
        var path = SinkTarget.Fill(settings.Path!, key);
        if (FaultAt(path) is { } fault) return Task.FromResult(SinkResult.Refused(fault));
        var aside = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Base62.Random(12)}.new");
        try
        {
            Write(aside, settings.Field is { } variable ? $"{variable}={token}\n" : token + "\n");
            if (File.Exists(path) && PosixFile.OwnerOf(path) is { } owner && !PosixFile.TrySetOwner(aside, owner))
            {
                File.Delete(aside);
                return Task.FromResult(SinkResult.Refused($"{path} belongs to another user, and this process may not keep it so"));
            }

            File.Move(aside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(aside);
            return Task.FromResult(SinkResult.Refused($"{path} can't be written: {error.Message}"));
        }

        PosixFile.FlushFolder(Path.GetDirectoryName(path)!);
        return Task.FromResult(SinkResult.Delivered);
    }

    public async Task<string?> ReadAsync(ApiKey key, CancellationToken ct)
    {
        var path = SinkTarget.Fill(settings.Path!, key);
        if (FaultAt(path) is { } fault) throw new IOException(fault);
        if (!File.Exists(path)) return null;
        var text = (await File.ReadAllTextAsync(path, ct)).Trim();
        return settings.Field is not { } variable ? text : text.StartsWith(variable + "=", StringComparison.Ordinal) ? text[(variable.Length + 1)..] : null;
    }

    public void Dispose() { }

    /// <summary>Null: nothing on the way to it, and not the file itself, is a link or a folder.</summary>
    private string? FaultAt(string path)
    {
        if (FaultIn(path, options) is { } fault) return fault;
        var folder = FolderOf(path, options)!;
        for (var at = Path.GetDirectoryName(path)!; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            if (!Directory.Exists(at)) return $"folder {at} is missing: make it, for this process to write into";
            if (new DirectoryInfo(at).LinkTarget is not null) return $"{at} is a link: links are not followed";
        }

        return !Directory.Exists(folder) ? $"folder {folder} is missing: make it, for this process to write into"
            : new FileInfo(path).LinkTarget is not null ? $"{path} is a link: links are not followed"
            : Directory.Exists(path) ? $"{path} is a folder"
            : null;
    }

    private static string? FolderOf(string path, RotationOptions options) =>
        options.FileFolders.FirstOrDefault(folder => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal))?.TrimEnd('/');

    private static void Write(string path, string text)
    {
        var asNew = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) asNew.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, asNew);
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Its secret is ended by whoever gets the refusal: what lies there opens nothing.
        }
    }
}
