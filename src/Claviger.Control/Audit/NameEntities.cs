using System.Text.RegularExpressions;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Storage.Members;

namespace Claviger.Control.Audit;

/// <summary>Entries and findings hold ids, as evidence; these are their names, for people who may read the log.</summary>
public sealed partial class NameEntities(Database database)
{
    private const int Most = 1_000;

    /// <summary>As far as they have names; of whoever may not read the log, none.</summary>
    public IReadOnlyDictionary<string, string> Of(Actor actor, IEnumerable<string?> ids)
    {
        if (!actor.May(Permission.AuditRead) && !actor.May(Permission.ChecklistRead)) return new Dictionary<string, string>();
        using var reader = database.Read();
        return EntityNameStore.Of(reader, actor.Organization, ids.OfType<string>().Distinct(StringComparer.Ordinal).Take(Most));
    }

    /// <summary>All ids that stand in a text.</summary>
    public static IEnumerable<string> Mentioned(string text) => Ids().Matches(text).Select(match => match.Value);

    /// <summary>The id of what somebody has typed: an id as it is, a member's address, else the text itself.</summary>
    public string IdOf(Actor actor, string typed)
    {
        if (!typed.Contains('@') || !actor.May(Permission.AuditRead)) return typed;
        using var reader = database.Read();
        return MemberStore.FindByEmail(reader, actor.Organization, typed)?.Id.Value ?? typed;
    }

    [GeneratedRegex(@"\b[a-z]+(?:_[a-z]+)?_01[0-9A-Za-z]{22}\b")]
    private static partial Regex Ids();
}
