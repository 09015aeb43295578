using System.Text.Json;
using Claviger.Core.Audit;
using Xunit;

namespace Claviger.Tests.Audit;

/// <summary>X3: every case of transparency-dev/merkle, good and bad.</summary>
public sealed class Proofs_agree_with_the_published_cases
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Of_inclusion() => Judge("inclusion", 98, (file, text) =>
    {
        var @case = JsonSerializer.Deserialize<Inclusion>(text, Json)!;
        var holds = MerkleProof.Includes(@case.LeafIdx, @case.TreeSize, @case.LeafHash ?? [], @case.Proof ?? [], @case.Root ?? []);
        Assert.True(holds != @case.WantErr, $"{file}: {@case.Desc}");
        return @case.WantErr;
    });

    [Fact]
    public void Of_consistency() => Judge("consistency", 98, (file, text) =>
    {
        var @case = JsonSerializer.Deserialize<Consistency>(text, Json)!;
        var holds = MerkleProof.Extends(@case.Size1, @case.Size2, @case.Proof ?? [], @case.Root1 ?? [], @case.Root2 ?? []);
        Assert.True(holds != @case.WantErr, $"{file}: {@case.Desc}");
        return @case.WantErr;
    });

    private static void Judge(string kind, int count, Func<string, string, bool> judge)
    {
        var files = Directory.GetFiles(Path.Combine(Root(), "tests", "vectors", "merkle", "testdata", kind), "*.json", SearchOption.AllDirectories);
        var wrong = files.Count(file => judge(file, File.ReadAllText(file)));
        Assert.Equal(count, files.Length);
        Assert.InRange(wrong, 1, count - 1);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Claviger.slnx"))) folder = folder.Parent;
        return folder!.FullName;
    }

    private sealed record Inclusion(ulong LeafIdx, ulong TreeSize, byte[]? Root, byte[]? LeafHash, byte[][]? Proof, string? Desc, bool WantErr);

    private sealed record Consistency(ulong Size1, ulong Size2, byte[]? Root1, byte[]? Root2, byte[][]? Proof, string? Desc, bool WantErr);
}
