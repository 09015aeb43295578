using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Claviger.Core.Pricing;

/// <summary>
/// Every model, tool and price this process knows. Immutable: a change of prices is another book, swapped in whole, and
/// usage that was priced keeps its cost and the <see cref="Version"/> it was priced by.
/// </summary>
public sealed class PriceBook
{
    /// <summary>Longer names in a request are unknown without a look-up.</summary>
    public const int LongestName = 128;

    private readonly FrozenDictionary<string, ModelEntry>.AlternateLookup<ReadOnlySpan<char>> _models;
    private readonly FrozenDictionary<string, ServerTool>.AlternateLookup<ReadOnlySpan<char>> _tools;
    private readonly PriceFile _file;

    private PriceBook(PriceFile file, ImmutableArray<ModelEntry> models, ImmutableArray<ServerTool> tools)
    {
        _file = file;
        Models = models;
        ServerTools = tools;
        _models = models.SelectMany(m => m.Aliases.Prepend(m.Id), (m, name) => (name, m)).ToFrozenDictionary(p => p.name, p => p.m, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _tools = tools.SelectMany(t => t.Types, (t, name) => (name, t)).ToFrozenDictionary(p => p.name, p => p.t, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        WebSearch = tools.FirstOrDefault(t => t.Name == "web_search");
        Version = VersionOf(models, tools);
    }

    /// <summary>The file that ships in this assembly.</summary>
    public static PriceBook BuiltIn => ShippedBook.Value;

    /// <summary>16 hex digits over everything that decides a price or a bound; equal books have equal versions. Comments, notes and sources don't count.</summary>
    public string Version { get; }

    /// <summary>By <see cref="ModelEntry.Index"/>.</summary>
    public ImmutableArray<ModelEntry> Models { get; }

    public ImmutableArray<ServerTool> ServerTools { get; }

    internal ServerTool? WebSearch { get; }

    /// <summary>A whole book from one file.</summary>
    /// <param name="utf8">JSON; comments and trailing commas allowed.</param>
    /// <param name="source">What messages call the file.</param>
    public static PriceBookReading Parse(ReadOnlySpan<byte> utf8, string source) => Read(null, utf8, source);

    /// <summary>
    /// The operator's file laid over a book: entries add models and prices, or change what is known of them; a row replaces the one of
    /// the same model, speed, date and tier. A model's aliases, if listed, replace the known list.
    /// </summary>
    public static PriceBookReading Overlay(PriceBook under, ReadOnlySpan<byte> utf8, string source) => Read(under._file, utf8, source);

    /// <summary>By id or alias as a request body has it: UTF-8 without quotes and without escapes. Allocates nothing.</summary>
    public bool TryFind(ReadOnlySpan<byte> utf8Model, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ModelEntry? model)
    {
        Span<char> text = stackalloc char[LongestName];
        model = null;
        return utf8Model.Length <= LongestName && TryWiden(utf8Model, text) && TryFind(text[..utf8Model.Length], out model);
    }

    /// <summary>By id or alias, exactly as written.</summary>
    public bool TryFind(ReadOnlySpan<char> idOrAlias, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ModelEntry? model) =>
        _models.TryGetValue(idOrAlias, out model);

    /// <summary>By a tool's <c>type</c>, with or without the dated suffix ("web_search_20260209"). Unknown = no price: refuse. Allocates nothing.</summary>
    public bool TryFindTool(ReadOnlySpan<byte> utf8Type, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ServerTool? tool)
    {
        Span<char> text = stackalloc char[LongestName];
        tool = null;
        if (utf8Type.Length > LongestName || !TryWiden(utf8Type, text)) return false;
        ReadOnlySpan<char> type = text[..utf8Type.Length];
        return _tools.TryGetValue(type, out tool) || _tools.TryGetValue(WithoutDate(type), out tool);
    }

    private static PriceBookReading Read(PriceFile? under, ReadOnlySpan<byte> utf8, string source)
    {
        var faults = new List<PriceFault>();
        if (new PriceFileReader(faults).Read(utf8, under) is not { } file) return new PriceBookReading(source, faults);
        var builder = new PriceBookBuilder(faults);
        var whole = builder.Lay(under, file);
        if (under is not null && faults.Count > 0) return new PriceBookReading(source, faults);
        var (models, tools) = builder.Build(whole);
        return faults.Count > 0 ? new PriceBookReading(source, faults) : new PriceBookReading(new PriceBook(whole, models, tools));
    }

    private static bool TryWiden(ReadOnlySpan<byte> utf8, Span<char> text) =>
        Ascii.ToUtf16(utf8, text, out _) == System.Buffers.OperationStatus.Done;

    private static ReadOnlySpan<char> WithoutDate(ReadOnlySpan<char> type)
    {
        if (type.Length <= 9 || type[^9] != '_') return type;
        foreach (var c in type[^8..]) // the library's range search boxes until it is compiled anew
        {
            if (!char.IsAsciiDigit(c)) return type;
        }

        return type[..^9];
    }

    private static string VersionOf(ImmutableArray<ModelEntry> models, ImmutableArray<ServerTool> tools)
    {
        var text = new StringBuilder();
        foreach (var m in models)
        {
            text.Append($"model {m.Id} [{string.Join(' ', m.Aliases.Order(StringComparer.Ordinal))}] {m.IsFree} {m.ContextTokens} {m.MaxOutputTokens} {m.BatchMaxOutputTokens} {m.AcceptsInferenceGeo} {m.FastRunsAsStandard}\n");
            foreach (var s in m.Sheets)
            {
                text.Append($"sheet {s.Speed} {s.EffectiveFrom.UtcTicks} {s.EffectiveUntil?.UtcTicks}\n");
                foreach (var r in s.Tiers) text.Append($"{r.AbovePromptTokens} {r.Input} {r.Output} {r.CacheWrite5m} {r.CacheWrite1h} {r.CacheRead} {r.Batch} {r.Us}\n");
            }
        }

        foreach (var t in tools)
        {
            text.Append($"tool {t.Name} [{string.Join(' ', t.Types.Order(StringComparer.Ordinal))}] {t.IsFree}\n");
            foreach (var p in t.Prices) text.Append($"{p.EffectiveFrom.UtcTicks} {p.NanosPerThousand}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>Parsed at first use.</summary>
    private static class ShippedBook
    {
        public static readonly PriceBook Value = Load();

        private static PriceBook Load()
        {
            using var stream = typeof(PriceBook).Assembly.GetManifestResourceStream("prices.json") ?? throw new InvalidOperationException("prices.json is not in the assembly");
            var utf8 = new byte[stream.Length];
            stream.ReadExactly(utf8);
            var reading = Parse(utf8, "prices.json");
            return reading.Book ?? throw new InvalidOperationException(reading.ToString());
        }
    }
}
