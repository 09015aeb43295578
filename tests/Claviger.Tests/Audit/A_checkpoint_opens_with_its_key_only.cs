using System.Text;
using Claviger.Core.Audit;
using Xunit;

namespace Claviger.Tests.Audit;

/// <summary>X3: signed notes of C2SP.</summary>
public sealed class A_checkpoint_opens_with_its_key_only
{
    // Go's golang.org/x/mod/sumdb/note, test key and note of its documentation: written by neither of us.
    private const string PeterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string PeterNote =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Fact]
    public void A_note_that_another_program_signed_is_verified()
    {
        var verifier = CheckpointVerifier.Read(PeterKey)!;
        Assert.Equal(PeterKey, verifier.ToString());
        Assert.Null(verifier.Open(PeterNote, out var fault));
        Assert.Equal("it is signed, but no checkpoint", fault);
        Assert.Null(verifier.Open(PeterNote.Replace("problem is", "problem was"), out fault));
        Assert.Equal("its signature is wrong", fault);
    }

    [Fact]
    public void What_was_signed_comes_back()
    {
        using var signer = CheckpointSigner.Of("claviger/org", CheckpointSigner.NewSeed());
        var checkpoint = new Checkpoint("claviger/org", 7, MerkleHash.Leaf([1]));
        var opened = CheckpointVerifier.Read(signer.Verifier.ToString())!.Open(signer.Sign(checkpoint), out var fault);

        Assert.Null(fault);
        Assert.Equal((checkpoint.Origin, checkpoint.Size, Convert.ToHexString(checkpoint.Root)), (opened!.Origin, opened.Size, Convert.ToHexString(opened.Root)));
    }

    [Fact]
    public void No_byte_of_it_can_be_changed()
    {
        // Several keys: whether a changed letter of base64 means other bytes depends on the signature.
        for (var round = 0; round < 20; round++) Try();
    }

    private static void Try()
    {
        using var signer = CheckpointSigner.Of("claviger/org", CheckpointSigner.NewSeed());
        var note = Encoding.UTF8.GetBytes(signer.Sign(new Checkpoint("claviger/org", 1234, MerkleHash.Leaf([1]))));
        for (var i = 0; i < note.Length; i++)
        {
            var changed = (byte[])note.Clone();
            changed[i] ^= 1;
            Assert.Null(signer.Verifier.Open(Encoding.UTF8.GetString(changed), out var fault));
            Assert.NotNull(fault);
        }
    }

    [Fact]
    public void Another_key_of_the_same_name_and_another_name_open_nothing()
    {
        using var signer = CheckpointSigner.Of("claviger/a", CheckpointSigner.NewSeed());
        using var namesake = CheckpointSigner.Of("claviger/a", CheckpointSigner.NewSeed());
        var note = signer.Sign(new Checkpoint("claviger/a", 1, MerkleHash.Leaf([1])));
        Assert.Null(namesake.Verifier.Open(note, out var fault));
        Assert.Equal("this key did not sign it", fault);
        using var other = CheckpointSigner.Of("claviger/b", CheckpointSigner.NewSeed());
        Assert.Null(other.Verifier.Open(note, out fault));
        Assert.Contains("another log", fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("claviger/org")]
    [InlineData("claviger/org+00000000+AQ==")]
    [InlineData("claviger/org+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void What_is_no_key_is_not_read(string text) => Assert.Null(CheckpointVerifier.Read(text));

    [Theory]
    [InlineData("o\n01\n{0}\n")]
    [InlineData("o\n-1\n{0}\n")]
    [InlineData("o\n1\n{0}")]
    [InlineData("o\n1\nAAAA\n")]
    [InlineData("\n1\n{0}\n")]
    public void Loose_forms_are_no_checkpoint(string body) => Assert.Null(Checkpoint.Read(string.Format(body, Convert.ToBase64String(new byte[32]))));
}
