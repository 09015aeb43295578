using Claviger.Core.Contracts;
using Claviger.Core.Rates;

namespace Claviger.Control.Rates;

internal static class TierViews
{
    public static TierView Of(Tier tier, TierBook book) => new(
        "rate_limit_tier", tier.Name, tier.DisplayName,
        (book.Ships(tier.Name), book.IsOwn(tier.Name)) switch { (true, false) => "shipped", (true, true) => "edited", _ => "custom" },
        tier.AsOf?.ToString("yyyy-MM-dd"), tier.Source, TierJson.Map(tier.Classes));
}
