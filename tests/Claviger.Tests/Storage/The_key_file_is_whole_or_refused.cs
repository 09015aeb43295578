using Claviger.Storage;
using Claviger.Storage.Secrets;
using Xunit;

namespace Claviger.Tests.Storage;

public sealed class The_key_file_is_whole_or_refused : IDisposable
{
    private const string Good = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-store-");

    private string File => Path.Combine(_folder.FullName, "claviger.keys");

    [Fact]
    public void A_new_one_is_for_its_owner_only_and_reads_back()
    {
        var made = KeyFile.Open(File, mayCreate: true);
        var read = KeyFile.Open(File, mayCreate: false);

        Assert.Equal(made.Peppers[made.CurrentPepper], read.Peppers[read.CurrentPepper]);
        Assert.Equal(32, read.Peppers[1].Length);
        Assert.Equal("secret", new Sealer(read).Open(new Sealer(made).Seal("secret", "row"), "row"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void No_two_new_ones_are_alike()
    {
        var (one, other) = (KeyFile.Open(File, true), KeyFile.Open(File + "2", true));

        Assert.NotEqual(one.Peppers[1], other.Peppers[1]);
        Assert.NotEqual(one.Peppers[1], one.Wrapper(1));
    }

    [Theory]
    [InlineData("0644")]
    [InlineData("0640")]
    [InlineData("0604")]
    [InlineData("0700")]
    public void One_that_others_may_read_is_refused_with_the_remedy(string mode)
    {
        if (OperatingSystem.IsWindows()) return;
        KeyFile.Open(File, mayCreate: true);
        System.IO.File.SetUnixFileMode(File, (UnixFileMode)Convert.ToInt32(mode, 8));

        var error = Assert.Throws<StorageException>(() => KeyFile.Open(File, mayCreate: true));
        Assert.Equal($"key file {File} can be read by others (mode {mode[1..]}): chmod 600 {File}", error.Message);
    }

    [Fact]
    public void A_missing_one_beside_a_database_is_not_replaced()
    {
        var error = Assert.Throws<StorageException>(() => KeyFile.Open(File, mayCreate: false));

        Assert.Equal($"key file {File} is missing, but the database beside it needs it: restore it from your backup", error.Message);
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("SECRETTEXT")]
    [InlineData("""{"peppers":"SECRETTEXT"}""")]
    [InlineData("""{"peppers":[],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":1,"key":"GOOD"}],"wrappers":[]}""")]
    [InlineData("""{"peppers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[null],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":1,"key":null}],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":1}],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":1,"key":""}],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":1,"key":"U0VDUkVUVEVYVA=="}],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":1,"key":"SECRETTEXT!"}],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":0,"key":"GOOD"}],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":1,"key":"GOOD"},{"version":1,"key":"GOOD"}],"wrappers":[{"version":1,"key":"GOOD"}]}""")]
    [InlineData("""{"peppers":[{"version":1,"key":"GOOD"}],"wrappers":[{"version":1,"key":"GOOD"}],"other":1}""")]
    [InlineData("""{"peppers":[{"version":1,"key":"GOOD"}],"wrappers":[{"version":1,"key":"GOOD"}]""")]
    public void A_malformed_one_is_refused_without_a_word_of_what_it_holds(string content)
    {
        System.IO.File.WriteAllText(File, content.Replace("GOOD", Good));
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var error = Assert.Throws<StorageException>(() => KeyFile.Open(File, mayCreate: true));
        Assert.Equal($"key file {File} is malformed: restore it from your backup", error.Message);
        Assert.Null(error.InnerException); // a parser's message may quote
    }

    [Fact]
    public void The_newest_of_several_keys_is_current_and_the_old_ones_still_open()
    {
        System.IO.File.WriteAllText(File, $$"""{"peppers":[{"version":1,"key":"{{Good}}"}],"wrappers":[{"version":1,"key":"{{Good}}"}]}""");
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var old = new Sealer(KeyFile.Open(File, false)).Seal("secret", "row");
        System.IO.File.WriteAllText(File, $$"""{"peppers":[{"version":1,"key":"{{Good}}"}],"wrappers":[{"version":2,"key":"{{Good.Replace('M', 'N')}}"},{"version":1,"key":"{{Good}}"}]}""");
        var keys = KeyFile.Open(File, false);

        Assert.Equal(2, keys.CurrentWrapper);
        Assert.Equal("secret", new Sealer(keys).Open(old, "row"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
