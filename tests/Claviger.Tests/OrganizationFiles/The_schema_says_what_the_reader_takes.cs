using System.Text.Json;
using Claviger.Core.OrganizationFiles;
using Claviger.Tests.Cli;
using Xunit;

namespace Claviger.Tests.OrganizationFiles;

/// <summary>S18: editors complete what the program reads, and nothing else.</summary>
public sealed class The_schema_says_what_the_reader_takes
{
    private static readonly JsonElement Schema = JsonDocument.Parse(OrganizationFileSchema.Write()).RootElement;

    [Fact]
    public void The_published_one_is_the_programs() =>
        Assert.True(File.ReadAllText(Path.Combine(Approved.Root(), "docs", "claviger.org.schema.json")).TrimEnd('\n') == OrganizationFileSchema.Write(), "write it anew: claviger schema > docs/claviger.org.schema.json");

    [Fact]
    public void Every_place_knows_the_same_names()
    {
        var wrong = new List<string>();
        Walk(Schema, "", wrong);
        Assert.Empty(wrong);
    }

    /// <summary>Asks the reader what it knows at each place, by a name that nobody knows.</summary>
    private static void Walk(JsonElement schema, string path, List<string> wrong)
    {
        if (schema.TryGetProperty("$ref", out var reference)) schema = Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        if (schema.TryGetProperty("properties", out var properties))
        {
            var names = properties.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).ToList();
            if (!path.Contains("spend_limits", StringComparison.Ordinal) && Known(path) is { } known && !known.SequenceEqual(names)) wrong.Add($"{path}: reader {string.Join(' ', known)}; schema {string.Join(' ', names)}");
            foreach (var property in properties.EnumerateObject()) Walk(property.Value, path.Length == 0 ? property.Name : $"{path}/{property.Name}", wrong);
        }
        else if (schema.TryGetProperty("additionalProperties", out var entry) && entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("properties", out _)) Walk(entry, path + "/production", wrong);
        else if (schema.TryGetProperty("items", out var item) && item.TryGetProperty("properties", out _)) Walk(item, path + "/[]", wrong);
    }

    private static List<string>? Known(string path)
    {
        object document = new Dictionary<string, object?> { ["zzz-nobody-knows"] = 1 };
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            document = part == "[]" ? new[] { document } : new Dictionary<string, object?> { [part == "production" && path.StartsWith("members", StringComparison.Ordinal) ? "a@example.com" : part] = document };
        var (_, faults) = OrganizationFileReader.Read(JsonSerializer.SerializeToElement(document));
        var unknown = faults.FirstOrDefault(fault => fault.Path.EndsWith("zzz-nobody-knows", StringComparison.Ordinal) && fault.Message.StartsWith("unknown; known here are ", StringComparison.Ordinal));
        return unknown?.Message["unknown; known here are ".Length..].Split(". Did")[0].Split(", ").Order(StringComparer.Ordinal).ToList() ?? ["nothing"];
    }
}
