using System.Text.Json;

namespace Claviger.Core.Audit;

/// <summary>
/// Checks an export in one pass, with nothing but the file, the public key and checkpoints kept elsewhere. Two trees are grown: one of
/// the entries as they stand, one of the leaf hashes that the file claims. Where a signature covers the claimed one, the first entry
/// that differs is known exactly; else it lies between two checkpoints.
/// </summary>
public sealed class ExportVerifier
{
    private readonly CheckpointVerifier _key;
    private readonly SortedDictionary<long, List<(Checkpoint Checkpoint, string? Source)>> _expected = [];
    private readonly List<byte[]> _tile = [];
    private AuditExportHeader _header = null!;
    private MerkleRange _computed = null!;
    private MerkleRange _claimed = null!;
    private ExportFault? _fault;
    private (long From, long To, string Why)? _rootFault;
    private long? _claimDiffers;
    private long _lastGood;
    private int _signed;
    private int _kept;
    private Checkpoint? _newest;
    private string? _lastAt;
    private bool _claimIsSigned;

    private ExportVerifier(CheckpointVerifier key) => _key = key;

    public static ExportVerdict Verify(Stream export, CheckpointVerifier key, IReadOnlyList<KeptCheckpoint> kept)
    {
        var verifier = new ExportVerifier(key);
        try
        {
            return verifier.Run(new LineReader(export), kept);
        }
        catch (InvalidDataException error)
        {
            return verifier.Verdict(new ExportFault(null, null, error.Message));
        }
    }

    private ExportVerdict Run(LineReader lines, IReadOnlyList<KeptCheckpoint> kept)
    {
        if (!lines.TryRead(out var first) || AuditExport.ReadHeader(first) is not { } header) return Verdict(About("this is no export of an audit log: its first line is no header"));
        _header = header;
        if (FaultInHeader() is { } fault) return Verdict(About(fault));
        _computed = new MerkleRange(header.First - 1, header.Frontier);
        _claimed = new MerkleRange(header.First - 1, header.Frontier);
        _lastGood = header.First - 1;
        foreach (var note in kept)
            if (Keep(note) is { } bad) return Verdict(bad);

        while (_fault is null && lines.TryRead(out var line)) Take(line);
        SkipToClaims(lines);
        return Verdict(Earliest());
    }

    private string? FaultInHeader() =>
        _header.ClavigerAuditExport != AuditExport.Format ? $"this export is of format {_header.ClavigerAuditExport}; this program knows {AuditExport.Format}"
        : _header.Origin != _key.Name ? $"this export is of the log {_header.Origin}, and the key is of {_key.Name}"
        : _header.PublicKey != _key.ToString() ? "this export says that another key signed it"
        : _header.First < 1 || _header.Last < _header.First - 1 || _header.Frontier.Count != System.Numerics.BitOperations.PopCount((ulong)_header.First - 1)
            || _header.Frontier.Any(hash => hash.Length != MerkleHash.Bytes) ? "the header contradicts itself"
        : null;

    private ExportFault? Keep(KeptCheckpoint note)
    {
        if (_key.Open(note.Note, out var fault) is not { } checkpoint) return About($"{note.Source}: {fault}");
        if (checkpoint.Size > _header.Last)
            return new ExportFault(_header.Last + 1, _header.Last + 1, $"{note.Source} is a checkpoint over {checkpoint.Size} entries, and this export ends with {_header.Last}: the newest were cut off, or this is an old export shown again");
        if (checkpoint.Size < _header.First - 1)
            return About($"{note.Source} is a checkpoint over {checkpoint.Size} entries, and this export begins with {_header.First}: export from there on, or everything, to check it");
        Expect(checkpoint, note.Source);
        return null;
    }

    private void Expect(Checkpoint checkpoint, string? source)
    {
        if (!_expected.TryGetValue(checkpoint.Size, out var list)) _expected.Add(checkpoint.Size, list = []);
        list.Add((checkpoint, source));
        if (_computed.Size == checkpoint.Size) Compare(checkpoint, source);
        CompareClaims(checkpoint);
    }

    /// <summary>Does a signature cover the claimed hashes up to the first that differs from its entry?</summary>
    private void CompareClaims(Checkpoint checkpoint)
    {
        if (_claimDiffers is { } index && checkpoint.Size == _claimed.Size && _claimed.Size >= index && checkpoint.Root.AsSpan().SequenceEqual(_claimed.Root())) _claimIsSigned = true;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\r"u8)) _fault = About("its line breaks were changed to CR LF, so no line is what was signed: copy the file as binary");
        else if (AuditExport.ReadHashes(line) is { } leaves) TakeClaims(leaves);
        else if (AuditExport.ReadCheckpoint(line) is { } note) TakeCheckpoint(note);
        else TakeEntry(line);
    }

    private void TakeEntry(ReadOnlySpan<byte> line)
    {
        var expected = _computed.Size + 1;
        if (expected > _header.Last) _fault = At(expected, $"there are more entries than the {_header.Last} that it promises");
        else if (!TryReadEntry(line, out var sequence, out var organization)) _fault = At(expected, $"where entry {expected} should be stands something that is no entry");
        else if (sequence > expected) _fault = At(expected, sequence == expected + 1 ? $"entry {expected} is missing" : $"entries {expected} to {sequence - 1} are missing");
        else if (sequence < expected) _fault = At(expected, $"where entry {expected} should be stands one with the number {sequence}");
        else if (organization != _header.OrganizationId) _fault = At(expected, $"entry {expected} is of another organization");
        if (_fault is not null) return;

        var hash = MerkleHash.Leaf(line);
        _computed.Append(hash);
        _tile.Add(hash);
        if (_expected.TryGetValue(_computed.Size, out var list))
            foreach (var (checkpoint, source) in list) Compare(checkpoint, source);
    }

    private void TakeCheckpoint(string note)
    {
        if (_key.Open(note, out var why) is not { } checkpoint) _rootFault ??= (_lastGood + 1, Math.Max(_computed.Size, _lastGood + 1), $"a checkpoint after entry {_computed.Size} is not signed: {why}");
        else if (checkpoint.Size > _computed.Size) _fault = At(_computed.Size + 1, $"entry {_computed.Size + 1} is missing: a checkpoint after {_computed.Size} entries covers {checkpoint.Size}");
        else if (checkpoint.Size != _computed.Size) _rootFault ??= (_lastGood + 1, Math.Max(_computed.Size, _lastGood + 1), $"after entry {_computed.Size} stands a checkpoint over {checkpoint.Size}");
        else
        {
            _newest = checkpoint;
            Expect(checkpoint, null);
        }
    }

    private void Compare(Checkpoint checkpoint, string? source)
    {
        if (checkpoint.Root.AsSpan().SequenceEqual(_computed.Root()))
        {
            if (_rootFault is null) _lastGood = checkpoint.Size;
            if (source is null) _signed++;
            else _kept++;
        }
        else if (_rootFault is null)
        {
            _rootFault = (_lastGood + 1, checkpoint.Size, source is null
                ? $"entries {_lastGood + 1} to {checkpoint.Size} are not those that were signed"
                : $"{source} bears the signature of another history of entries {_lastGood + 1} to {checkpoint.Size}: the log was rewritten");
        }
    }

    /// <summary>Hashes come after their entries, and the checkpoints among them before: both are compared as the claimed tree grows.</summary>
    private void TakeClaims(IReadOnlyList<byte[]> leaves)
    {
        for (var i = 0; i < leaves.Count; i++)
        {
            if (leaves[i].Length != MerkleHash.Bytes || _claimed.Size >= _header.Last) return;
            if (_claimDiffers is null && i < _tile.Count && !leaves[i].AsSpan().SequenceEqual(_tile[i])) _claimDiffers = _claimed.Size + 1;
            _claimed.Append(leaves[i]);
            if (!_expected.TryGetValue(_claimed.Size, out var list)) continue;
            foreach (var (checkpoint, _) in list) CompareClaims(checkpoint);
        }

        _tile.Clear();
    }

    /// <summary>After a fault of order, entries can't be counted any more; what hashes and checkpoints say still tells whether an earlier entry was changed.</summary>
    private void SkipToClaims(LineReader lines)
    {
        if (_fault?.From is null) return;
        while (lines.TryRead(out var line))
        {
            if (AuditExport.ReadHashes(line) is { } leaves) TakeClaims(leaves);
            else if (AuditExport.ReadCheckpoint(line) is { } note && _key.Open(note, out _) is { } checkpoint && checkpoint.Size > _computed.Size && checkpoint.Size <= _header.Last)
            {
                Expect(checkpoint, null);
            }
        }
    }

    private ExportFault? Earliest()
    {
        if (_fault is { From: null }) return _fault;
        var faults = new List<ExportFault>();
        if (_fault is not null) faults.Add(_fault);
        if (_claimDiffers is { } index)
        {
            if (_claimIsSigned) faults.Add(At(index, $"entry {index} is not what was signed"));
            else if (_rootFault is null) faults.Add(At(index, $"entry {index} differs from the hash that the export gives for it"));
        }

        if (_rootFault is { } root && !_claimIsSigned) faults.Add(new ExportFault(root.From, root.To, root.Why));
        else if (_rootFault is { } other && faults.Count == 0) faults.Add(new ExportFault(other.From, other.To, other.Why));
        if (faults.Count > 0) return faults.MinBy(fault => fault.From);
        if (_computed.Size < _header.Last) return At(_computed.Size + 1, $"it ends after entry {_computed.Size}, and promises {_header.Last}: the rest was cut off");
        if (_header.Last > 0 && _newest?.Size != _header.Last) return new ExportFault(_lastGood + 1, _header.Last, $"no checkpoint covers entries {_lastGood + 1} to {_header.Last}: the signature at the end is missing");
        if (_claimed.Size != _header.Last) return About("hashes of its entries are missing: it was changed, though every entry is as it was signed");
        return null;
    }

    private bool TryReadEntry(ReadOnlySpan<byte> line, out long sequence, out string? organization)
    {
        (sequence, organization) = (0, null);
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return false;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isSequence = json.ValueTextEquals("sequence"u8);
                var isOrganization = json.ValueTextEquals("organization_id"u8);
                var isAt = json.ValueTextEquals("at"u8);
                json.Read();
                if (isSequence && json.TokenType == JsonTokenType.Number && !json.TryGetInt64(out sequence)) return false;
                if (isOrganization && json.TokenType == JsonTokenType.String) organization = json.GetString();
                if (isAt && json.TokenType == JsonTokenType.String) _lastAt = json.GetString();
                json.Skip();
            }

            return sequence > 0;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private ExportVerdict Verdict(ExportFault? fault) =>
        new(fault, _computed is null ? 0 : _computed.Size - _header.First + 1, _header, _signed, _kept, _newest, _lastAt);

    private static ExportFault About(string message) => new(null, null, message);

    private static ExportFault At(long index, string message) => new(index, index, message);
}
