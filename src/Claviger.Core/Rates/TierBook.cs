using System.Globalization;
using System.Text.Json;

namespace Claviger.Core.Rates;

/// <summary>The tiers of an organization: those that ship, with its own laid over them by name. Immutable.</summary>
public sealed class TierBook
{
    private readonly Dictionary<string, Tier> _shipped;
    private readonly Dictionary<string, Tier> _own;

    public TierBook(IEnumerable<Tier> own)
    {
        _shipped = ShippedTiers.Value;
        _own = own.ToDictionary(tier => tier.Name, StringComparer.Ordinal);
    }

    /// <summary>The ones that ship alone, in the order of the file.</summary>
    public static IReadOnlyList<Tier> Shipped { get; } = [.. ShippedTiers.Value.Values];

    /// <summary>Shipped ones in their order, changed or not, then the organization's own by name.</summary>
    public IEnumerable<Tier> All => _shipped.Keys.Select(name => Find(name)!)
        .Concat(_own.Values.Where(tier => !_shipped.ContainsKey(tier.Name)).OrderBy(tier => tier.Name, StringComparer.Ordinal));

    public Tier? Find(string name) => _own.GetValueOrDefault(name) ?? _shipped.GetValueOrDefault(name);

    public bool Ships(string name) => _shipped.ContainsKey(name);

    /// <summary>It has figures of the organization's own: laid over a shipped one, or a tier that doesn't ship.</summary>
    public bool IsOwn(string name) => _own.ContainsKey(name);

    /// <summary>A tier of an organization's own. The classes come from <see cref="TierReader.Classes"/>.</summary>
    public static Tier Own(string name, string displayName, IReadOnlyDictionary<string, RateFigures> classes) => new(name, displayName, null, null, classes);

    /// <summary>Parsed at first use.</summary>
    private static class ShippedTiers
    {
        public static readonly Dictionary<string, Tier> Value = Load();

        private static Dictionary<string, Tier> Load()
        {
            using var stream = typeof(TierBook).Assembly.GetManifestResourceStream("tiers.json") ?? throw new InvalidOperationException("tiers.json is not in the assembly");
            using var file = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            var faults = new List<TierFault>();
            var tiers = new Dictionary<string, Tier>(StringComparer.Ordinal);
            foreach (var (tier, index) in file.RootElement.GetProperty("tiers").EnumerateArray().Select((tier, index) => (tier, index)))
            {
                var name = tier.GetProperty("name").GetString()!;
                if (TierReader.Classes(tier.GetProperty("classes"), $"$.tiers[{index}].classes", faults) is not { } classes) continue;
                tiers.Add(name, new Tier(
                    name, tier.GetProperty("display_name").GetString()!,
                    DateOnly.ParseExact(tier.GetProperty("as_of").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    tier.GetProperty("source").GetString()!, classes));
            }

            return faults.Count == 0 ? tiers : throw new InvalidOperationException("tiers.json: " + string.Join('\n', faults));
        }
    }
}
