using Claviger.Storage;
using Claviger.Storage.Principals;

namespace Claviger.Control.Usage;

/// <summary>Who owned keys, by the numbers that the books keep. One that left is still named.</summary>
/// <param name="Ids">user_… or svac_…</param>
internal sealed record ReportOwners(IReadOnlyDictionary<int, string> Ids)
{
    public static ReportOwners None { get; } = new(new Dictionary<int, string>());

    public static ReportOwners Read(Reader reader) => new(PrincipalStore.Numbers(reader).ToDictionary(pair => pair.Value, pair => pair.Key.Id));

    /// <summary>Of those that are known; an unknown id matches nothing, so the list is never empty.</summary>
    public List<int> Numbers(IReadOnlyList<string> ids) => [-1, .. Ids.Where(owner => ids.Contains(owner.Value)).Select(owner => owner.Key)];
}
