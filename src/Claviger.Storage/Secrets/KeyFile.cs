using System.Security.Cryptography;
using System.Text.Json;

namespace Claviger.Storage.Secrets;

/// <summary>
/// The secrets that must not lie beside the database: peppers (for key digests) and wrapping keys (for sealed credentials),
/// each versioned, 256 bits. A database without this file opens nothing. Mode 0600; back it up apart from the database.
/// </summary>
public sealed class KeyFile
{
    private readonly IReadOnlyDictionary<int, byte[]> _peppers;
    private readonly IReadOnlyDictionary<int, byte[]> _wrappers;

    private KeyFile(IReadOnlyDictionary<int, byte[]> peppers, IReadOnlyDictionary<int, byte[]> wrappers)
    {
        _peppers = peppers;
        _wrappers = wrappers;
    }

    public int CurrentPepper => _peppers.Keys.Max();

    public int CurrentWrapper => _wrappers.Keys.Max();

    public IReadOnlyDictionary<int, byte[]> Peppers => _peppers;

    internal byte[]? Wrapper(int version) => _wrappers.GetValueOrDefault(version);

    /// <summary>Reads the file, or makes one when there is none and <paramref name="mayCreate"/>.</summary>
    /// <param name="mayCreate">False when a database already exists: a new file could not open what the lost one sealed.</param>
    /// <exception cref="StorageException">Missing, malformed, or readable by others.</exception>
    public static KeyFile Open(string path, bool mayCreate)
    {
        if (!File.Exists(path))
        {
            if (!mayCreate)
                throw new StorageException($"key file {path} is missing, but the database beside it needs it: restore it from your backup");
            Create(path);
        }

        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
                throw new StorageException($"key file {path} can be read by others (mode {Convert.ToString((int)mode, 8)}): chmod 600 {path}");
        }

        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("empty");
            return new KeyFile(Read(content.Peppers, "peppers"), Read(content.Wrappers, "wrappers"));
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            // The cause may quote the content, which is secret: say where, not what.
            throw new StorageException($"key file {path} is malformed: restore it from your backup");
        }
    }

    private static void Create(string path)
    {
        var content = new Content([new Entry(1, NewKey())], [new Entry(1, NewKey())]);
        // Written aside: a process that dies here must not leave half a key file, which no later start would take.
        var aside = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
        {
            JsonSerializer.Serialize(file, content, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static Dictionary<int, byte[]> Read(IReadOnlyList<Entry?>? entries, string what)
    {
        // An empty or short key would make every HMAC forgeable: half a security setting never starts.
        if (entries is not { Count: > 0 }) throw new FormatException(what);
        var keys = new Dictionary<int, byte[]>();
        foreach (var entry in entries)
        {
            if (entry is not { Version: >= 1, Key: { } text } || Convert.FromBase64String(text) is not { Length: 32 } key || !keys.TryAdd(entry.Version, key))
                throw new FormatException(what);
        }

        return keys;
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private sealed record Content(IReadOnlyList<Entry?>? Peppers, IReadOnlyList<Entry?>? Wrappers);

    private sealed record Entry(int Version, string? Key);
}
