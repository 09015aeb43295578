using Claviger.Storage;
using Claviger.Storage.Secrets;
using Xunit;

namespace Claviger.Tests.Storage;

public sealed class A_sealed_value_opens_only_in_its_place : IDisposable
{
    private const string Row = "upstream_credential|org|upstream_01a|1";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-store-");
    private readonly Sealer _sealer;

    public A_sealed_value_opens_only_in_its_place() => _sealer = NewSealer("a");

    [Theory]
    [InlineData("sk-ant-api03-upstream")]
    [InlineData("")]
    [InlineData("ümlaut 😀")]
    public void It_reads_back_as_it_was(string secret) => Assert.Equal(secret, _sealer.Open(_sealer.Seal(secret, Row), Row));

    [Fact]
    public void The_same_value_never_seals_to_the_same_bytes()
    {
        var (one, other) = (_sealer.Seal("secret", Row), _sealer.Seal("secret", Row));

        Assert.NotEqual(one[5..], other[5..]);
        Assert.Equal(-1, one.AsSpan().IndexOf("secret"u8));
    }

    [Fact]
    public void Every_byte_counts()
    {
        for (var round = 0; round < 20; round++)
        {
            var blob = _sealer.Seal("sk-ant-api03-upstream-" + round, Row);
            for (var at = 0; at < blob.Length; at++)
            {
                blob[at] ^= (byte)(1 << (round % 8));
                Assert.Throws<StorageException>(() => _sealer.Open(blob, Row));
                blob[at] ^= (byte)(1 << (round % 8));
            }

            Assert.Equal("sk-ant-api03-upstream-" + round, _sealer.Open(blob, Row));
        }
    }

    [Fact]
    public void A_part_of_it_is_nothing()
    {
        var blob = _sealer.Seal("secret", Row);
        for (var length = 0; length < blob.Length; length++)
            Assert.Throws<StorageException>(() => _sealer.Open(blob.AsSpan(0, length), Row));
        Assert.Throws<StorageException>(() => _sealer.Open([.. blob, 0], Row));
    }

    [Theory]
    [InlineData("upstream_credential|org|upstream_01b|1")]
    [InlineData("upstream_credential|other|upstream_01a|1")]
    [InlineData("upstream_credential|org|upstream_01a|2")]
    [InlineData("webhook_secret|org|upstream_01a|1")]
    [InlineData("")]
    public void Moved_to_another_row_it_does_not_open(string identity)
    {
        var error = Assert.Throws<StorageException>(() => _sealer.Open(_sealer.Seal("secret", Row), identity));

        Assert.Equal($"sealed value of {identity} can't be opened: it was changed, moved, or sealed under another key file", error.Message);
    }

    [Fact]
    public void The_data_key_of_one_value_does_not_open_another()
    {
        var (one, other) = (_sealer.Seal("secret-1", Row), _sealer.Seal("secret-2", Row));
        const int BodyStart = 5 + 12 + 16 + 32;
        byte[] mixed = [.. one[..BodyStart], .. other[BodyStart..]];

        Assert.Throws<StorageException>(() => _sealer.Open(mixed, Row));
    }

    [Fact]
    public void Under_another_key_file_it_does_not_open() =>
        Assert.Throws<StorageException>(() => NewSealer("b").Open(_sealer.Seal("secret", Row), Row));

    public void Dispose() => _folder.Delete(recursive: true);

    private Sealer NewSealer(string name) => new(KeyFile.Open(Path.Combine(_folder.FullName, name), mayCreate: true));
}
