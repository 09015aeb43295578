using System.Text;
using Claviger.Core.Audit;
using Xunit;

namespace Claviger.Tests.Audit;

/// <summary>
/// R19, X3: on a log of 10,000 entries every edit, deletion, insertion, swap, truncation, replay and fork is found, and the first bad
/// index named: exactly where the file's evidence allows it, else between two signed checkpoints.
/// </summary>
public sealed class Tampering_is_found(LargeLog log) : IClassFixture<LargeLog>
{
    private readonly AuditExportFile _file = AuditExportFile.Read(log.Export);

    /// <summary>The ends, the edges of tiles, and positions all over.</summary>
    public static TheoryData<int> Positions => [1, 2, 255, 256, 257, 512, 9_984, 9_985, 9_998, 9_999, .. Enumerable.Range(1, 14).Select(i => 1 + i * 7_919 % 9_990)];

    [Fact]
    public void The_export_itself_holds()
    {
        var verdict = Verify(log.Export);
        Assert.Null(verdict.Fault);
        Assert.Equal((LargeLog.Size, LargeLog.Size, _file.Notes.Count), (verdict.Entries, verdict.Newest!.Size, verdict.Checkpoints));
        Assert.Equal(log.Export, _file.Bytes());
        var kept = _file.Notes.Values.Select(note => new KeptCheckpoint("kept", note)).ToArray();
        verdict = Verify(log.Export, kept);
        Assert.Equal((true, kept.Length), (verdict.Holds, verdict.Kept));
    }

    [Theory, MemberData(nameof(Positions))]
    public void An_edit(int at) => IsExact(at, _file.With(entries => entries[at - 1] = Edited(entries[at - 1])).Bytes());

    [Theory, MemberData(nameof(Positions))]
    public void An_edit_whose_hash_was_mended(int at) => IsAround(at, _file.With(entries => entries[at - 1] = Edited(entries[at - 1])).Rehashed().Bytes());

    [Theory, MemberData(nameof(Positions))]
    public void A_deletion(int at)
    {
        var lines = Encoding.UTF8.GetString(log.Export).Split('\n').ToList();
        Assert.Equal(1, lines.RemoveAll(line => line.StartsWith($"{{\"sequence\":{at},", StringComparison.Ordinal)));
        IsExact(at, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }

    [Theory, MemberData(nameof(Positions))]
    public void A_deletion_after_which_all_were_renumbered(int at) => IsExact(at, _file.With(entries =>
    {
        entries.RemoveAt(at - 1);
        for (var i = at - 1; i < entries.Count; i++) entries[i] = Renumbered(entries[i], i + 1);
    }).Bytes());

    [Theory, MemberData(nameof(Positions))]
    public void An_insertion(int at)
    {
        IsExact(at + 1, _file.With(entries => entries.Insert(at, entries[at - 1])).Bytes());
        IsExact(at, _file.With(entries =>
        {
            entries.Insert(at - 1, Edited(entries[at - 1]));
            for (var i = at; i < entries.Count; i++) entries[i] = Renumbered(entries[i], i + 1);
        }).Bytes());
    }

    [Theory, MemberData(nameof(Positions))]
    public void A_swap(int at)
    {
        var other = at < 5_000 ? at + 1 + at % 4_000 : LargeLog.Size;
        IsExact(Math.Min(at, other), _file.With(entries => (entries[at - 1], entries[other - 1]) = (entries[other - 1], entries[at - 1])).Bytes());
        IsExact(Math.Min(at, other), _file.With(entries =>
            (entries[at - 1], entries[other - 1]) = (Renumbered(entries[other - 1], at), Renumbered(entries[at - 1], other))).Bytes());
    }

    [Theory, MemberData(nameof(Positions))]
    public void A_truncation(int at) => IsExact(at + 1, _file.Bytes(dropAfter: at));

    [Theory, MemberData(nameof(Positions))]
    public void A_replay_of_an_old_state(int at)
    {
        var size = (int)_file.Notes.Keys.Last(known => known <= Math.Max(at, _file.Notes.Keys.First()));
        var old = _file.Cut(size).Bytes();
        Assert.True(Verify(old).Holds, "it was true once: only a newer checkpoint tells");
        if (size == LargeLog.Size) return;
        var fault = Verify(old, new KeptCheckpoint("kept", _file.Notes[LargeLog.Size])).Fault!;
        Assert.Equal((size + 1, true), (fault.From, fault.IsExact));
    }

    [Theory, MemberData(nameof(Positions))]
    public void A_fork(int at)
    {
        var forked = _file.With(entries =>
        {
            for (var i = at - 1; i < entries.Count; i++) entries[i] = Edited(entries[i]);
        }).Rehashed();
        IsAround(at, forked.Bytes());

        // By whoever holds the signing key: the file is without a fault, and any checkpoint that was kept from after the fork finds it.
        var signed = forked.Resigned(log.Signer).Bytes();
        Assert.True(Verify(signed).Holds);
        var kept = _file.Notes.Where(note => note.Key >= at).Select(note => new KeptCheckpoint("kept", note.Value)).Take(2).ToArray();
        var fault = Verify(signed, kept).Fault!;
        Assert.InRange(at, fault.From!.Value, fault.To!.Value);
        Assert.Contains("the log was rewritten", fault.Message);
    }

    [Fact]
    public void A_signature_that_was_taken_away_or_is_of_another_key()
    {
        var without = _file with { Notes = new SortedDictionary<long, string>(_file.Notes.Where(note => note.Key < LargeLog.Size).ToDictionary()) };
        Assert.Contains("signature at the end is missing", Verify(without.Bytes()).Fault!.Message);
        using var other = CheckpointSigner.Of(log.Key.Name, CheckpointSigner.NewSeed());
        Assert.Contains("this key did not sign it", Verify(_file.Resigned(other).Bytes()).Fault!.Message);
        using var stream = new MemoryStream(log.Export);
        Assert.Contains("another key", ExportVerifier.Verify(stream, other.Verifier, []).Fault!.Message);
    }

    [Fact]
    public void Whatever_byte_is_changed()
    {
        // Small, so that every single byte can be tried; what stands in a header for people is all that may differ.
        var small = _file.Cut((int)_file.Notes.Keys.First()).Bytes();
        var harmless = Encoding.UTF8.GetString(small).IndexOf("exported_at", StringComparison.Ordinal);
        for (var i = 0; i < small.Length; i++)
        {
            if (i >= harmless && i < harmless + 36) continue;
            var changed = (byte[])small.Clone();
            changed[i] ^= 4;
            Assert.False(Verify(changed).Holds, $"byte {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("hello\n")]
    [InlineData("{\"claviger_audit_export\":1}\n")]
    [InlineData("\0\0\0\n")]
    public void What_is_no_export(string text) => Assert.Contains("no export", Verify(Encoding.UTF8.GetBytes(text)).Fault!.Message);

    private void IsExact(int at, byte[] file)
    {
        var fault = Verify(file).Fault;
        Assert.NotNull(fault);
        Assert.True(fault.From == at && fault.IsExact, $"expected exactly {at}, got {fault}");
    }

    private void IsAround(int at, byte[] file)
    {
        var fault = Verify(file).Fault;
        Assert.NotNull(fault);
        Assert.InRange(at, fault.From!.Value, fault.To!.Value);
        Assert.True(fault.To - fault.From < 400, "no further apart than two checkpoints");
    }

    private ExportVerdict Verify(byte[] file, params KeptCheckpoint[] kept)
    {
        using var stream = new MemoryStream(file);
        return ExportVerifier.Verify(stream, log.Key, kept);
    }

    private static byte[] Edited(byte[] entry) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entry).Replace("\"outcome\":\"done\"", "\"outcome\":\"gone\"", StringComparison.Ordinal));

    private static byte[] Renumbered(byte[] entry, int sequence)
    {
        var text = Encoding.UTF8.GetString(entry);
        return Encoding.UTF8.GetBytes($"{{\"sequence\":{sequence}{text[text.IndexOf(',', StringComparison.Ordinal)..]}");
    }
}
