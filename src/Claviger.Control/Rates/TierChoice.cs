using Claviger.Core;
using Claviger.Storage;
using Claviger.Storage.Rates;

namespace Claviger.Control.Rates;

/// <summary>The <c>tier</c> field of keys, workspaces and the organization: left out, the word for none, or the name of one that exists.</summary>
internal static class TierChoice
{
    public const string None = "none";

    public static Problem? FaultIn(AdminTransaction tx, OrganizationId organization, string? asked) =>
        asked is null or None || TierStore.Book(tx, organization).Find(asked) is not null
            ? null
            : Problem.Invalid("tier", $"there is no tier '{(asked.Length <= 64 ? asked : asked[..64] + "…")}'; known are {string.Join(", ", TierStore.Book(tx, organization).All.Select(tier => tier.Name))}, and {None}");

    /// <param name="before">What stays when nothing was asked.</param>
    public static string? Of(string? asked, string? before) => asked switch { null => before, None => null, _ => asked };
}
