using System.Text;
using Claviger.Core.Audit;

namespace Claviger.Tests.Audit;

/// <summary>An export taken apart into what an attacker can change, and put together again.</summary>
internal sealed record AuditExportFile(AuditExportHeader Header, List<byte[]> Entries, SortedDictionary<long, string> Notes, Func<int, byte[]> ClaimOf)
{
    public static AuditExportFile Read(byte[] export)
    {
        var entries = new List<byte[]>();
        var notes = new SortedDictionary<long, string>();
        var lines = Encoding.UTF8.GetString(export).TrimEnd('\n').Split('\n');
        var header = AuditExport.ReadHeader(Encoding.UTF8.GetBytes(lines[0]))!;
        foreach (var line in lines[1..])
        {
            if (line.StartsWith("{\"sequence\"", StringComparison.Ordinal)) entries.Add(Encoding.UTF8.GetBytes(line));
            else if (line.StartsWith("{\"checkpoint\"", StringComparison.Ordinal)) notes.Add(entries.Count, System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("checkpoint").GetString()!);
        }

        var claims = entries.Select(entry => MerkleHash.Leaf(entry)).ToArray();
        return new AuditExportFile(header, entries, notes, index => claims[index]);
    }

    public AuditExportFile With(Action<List<byte[]>> change)
    {
        var entries = Entries.ToList();
        change(entries);
        return this with { Entries = entries };
    }

    /// <summary>With hashes that fit the entries as they are now.</summary>
    public AuditExportFile Rehashed()
    {
        var entries = Entries;
        return this with { ClaimOf = index => MerkleHash.Leaf(entries[index]), Header = Header with { Last = entries.Count } };
    }

    /// <summary>As whoever holds the key would.</summary>
    public AuditExportFile Resigned(CheckpointSigner signer)
    {
        var notes = new SortedDictionary<long, string>();
        var range = new MerkleRange();
        foreach (var entry in Entries)
        {
            range.Append(MerkleHash.Leaf(entry));
            if (Notes.ContainsKey(range.Size) || range.Size == Entries.Count) notes[range.Size] = signer.Sign(new Checkpoint(signer.Name, range.Size, range.Root()));
        }

        return this with { Notes = notes };
    }

    /// <summary>Its first entries only, as if nothing had come after them.</summary>
    public AuditExportFile Cut(int count) => this with
    {
        Entries = Entries[..count], Header = Header with { Last = count }, Notes = new SortedDictionary<long, string>(Notes.Where(note => note.Key <= count).ToDictionary()),
    };

    /// <param name="dropAfter">Lines that stand after this many entries are left away.</param>
    public byte[] Bytes(int? dropAfter = null)
    {
        using var file = new MemoryStream();
        Line(AuditExport.HeaderLine(Header));
        var claimed = 0;
        for (var i = 0; i < Math.Max(Entries.Count, (int)Header.Last); i++)
        {
            if (i == dropAfter) break;
            if (i < Entries.Count) Line(Entries[i]);
            if ((i + 1) % AuditExport.Tile == 0 || i + 1 == Header.Last)
            {
                Line(AuditExport.HashesLine(Enumerable.Range(claimed, i + 1 - claimed).Select(ClaimOf).ToList()));
                claimed = i + 1;
            }

            if (Notes.TryGetValue(i + 1, out var note)) Line(AuditExport.CheckpointLine(note));
        }

        return file.ToArray();

        void Line(byte[] line)
        {
            file.Write(line);
            file.WriteByte((byte)'\n');
        }
    }
}
