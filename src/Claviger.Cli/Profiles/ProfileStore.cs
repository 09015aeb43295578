using System.Text.Json;
using System.Text.RegularExpressions;
using Claviger.Cli.Output;

namespace Claviger.Cli.Profiles;

/// <summary>
/// The profiles' file, <c>config.json</c>. It holds admin keys, so only its owner may read it: it is written with mode 0600,
/// replaced whole, and not read at all when others could have read it.
/// </summary>
public sealed partial class ProfileStore(string folder)
{
    public const string DefaultName = "default";

    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;
    private const UnixFileMode OthersAnything = (UnixFileMode)0b000_111_111;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private static readonly JsonSerializerOptions FileFormat = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public string FilePath { get; } = Path.Combine(folder, "config.json");

    /// <summary><c>CLAVIGER_CONFIG_DIR</c>, or <c>claviger</c> in <c>XDG_CONFIG_HOME</c>, or <c>~/.config/claviger</c>.</summary>
    public static ProfileStore Of(CliEnvironment environment)
    {
        if (environment.Setting("CLAVIGER_CONFIG_DIR") is { } own) return new ProfileStore(own);
        var config = environment.Setting("XDG_CONFIG_HOME") is { } xdg && Path.IsPathRooted(xdg)
            ? xdg
            : Path.Combine(environment.HomeFolder, ".config");
        return new ProfileStore(Path.Combine(config, "claviger"));
    }

    public static bool IsName(string name) => NameShape().IsMatch(name);

    public ProfileBook Load()
    {
        if (!File.Exists(FilePath)) return ProfileBook.Empty;
        RefuseIfOthersCouldTouchIt();
        try
        {
            return JsonSerializer.Deserialize<ProfileBook>(File.ReadAllBytes(FilePath), FileFormat) ?? ProfileBook.Empty;
        }
        catch (JsonException fault)
        {
            throw new CliException(ExitCode.Refused, $"{FilePath} is not a profiles file: {TerminalText.Safe(fault.Message)}", "Repair it, or delete it and sign in again: claviger login");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Refused, $"{FilePath} belongs to someone else: it can't be read");
        }
    }

    /// <summary>Adds or replaces a profile. The first one becomes the current one in any case.</summary>
    public void Save(string name, Profile profile, bool makeCurrent)
    {
        if (!IsName(name)) throw new CliException(ExitCode.Usage, $"'{TerminalText.Safe(name)}' can't name a profile: use 1 to 32 letters, digits, dots, hyphens and underscores");
        var book = Load();
        var profiles = new Dictionary<string, Profile>(book.Profiles) { [name] = profile };
        Write(new ProfileBook(makeCurrent || book.Current is null ? name : book.Current, profiles));
    }

    /// <summary>False when there is no such profile.</summary>
    public bool Use(string name)
    {
        var book = Load();
        if (!book.Profiles.ContainsKey(name)) return false;
        Write(book with { Current = name });
        return true;
    }

    /// <summary>False when there is no such profile.</summary>
    public bool Remove(string name)
    {
        var book = Load();
        var left = new Dictionary<string, Profile>(book.Profiles);
        if (!left.Remove(name)) return false;
        Write(new ProfileBook(book.Current == name ? null : book.Current, left));
        return true;
    }

    private void Write(ProfileBook book)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnlyFolder);

        var ordered = book with { Profiles = new SortedDictionary<string, Profile>(book.Profiles.ToDictionary(), StringComparer.Ordinal) };
        var aside = Path.Combine(folder, $".config.{Guid.CreateVersion7():N}.new");
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = OwnerOnlyFile;
        try
        {
            using (var file = new FileStream(aside, how))
            {
                JsonSerializer.Serialize(file, ordered, FileFormat);
                file.WriteByte((byte)'\n');
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, FilePath, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private void RefuseIfOthersCouldTouchIt()
    {
        if (OperatingSystem.IsWindows()) return;
        if ((File.GetUnixFileMode(FilePath) & OthersAnything) != 0)
            throw new CliException(ExitCode.Refused, $"others on this machine can read {FilePath}, and it holds admin keys", $"Fix it: chmod 600 '{FilePath}'", "If others did read it, replace the keys too.");
        if ((File.GetUnixFileMode(folder) & OthersWrite) != 0)
            throw new CliException(ExitCode.Refused, $"others on this machine can replace files in {folder}, which holds admin keys", $"Fix it: chmod 700 '{folder}'");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$")]
    private static partial Regex NameShape();
}
