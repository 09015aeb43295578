using Claviger.Cli.Http;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Members;

/// <summary>Members by id, by e-mail address or by name.</summary>
internal static class MemberFinder
{
    private static readonly Finder<UserView> ByName = new("member", "claviger members list", m => m.Name, m => $"{m.Id}  {m.Email}", _ => true);

    public static Task<Answer<IReadOnlyList<UserView>>> ListAsync(AdminClient client) => client.ListAsync<UserView>("users", () => new Query());

    public static async Task<string> IdAsync(AdminClient client, string text)
    {
        if (EntityId.HasShape(text, MemberId.Prefix)) return text;
        var all = (await ListAsync(client)).Value;
        return (all.FirstOrDefault(m => string.Equals(m.Email, text, StringComparison.OrdinalIgnoreCase)) ?? ByName.Find(text, all)).Id;
    }

    /// <summary>Names to show in place of ids. Whoever may list keys may not always list members: then ids must do.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(AdminClient client)
    {
        try
        {
            return (await ListAsync(client)).Value.DistinctBy(m => m.Id).ToDictionary(m => m.Id, m => m.Name.Length > 0 ? m.Name : m.Email);
        }
        catch (CliException failure) when (failure.ExitCode is ExitCode.Refused or ExitCode.NotFound)
        {
            return new Dictionary<string, string>();
        }
    }
}
