using System.Globalization;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>The calendar for people: keys by the age of their secrets, the oldest first. A page costs the same however many keys there are.</summary>
public sealed class BrowseRotations(Database database, SecretUses uses, TimeProvider clock)
{
    public const int Rows = 50;

    private const int Part = 500;

    /// <summary>So many secrets are looked at for one page, at the most: where few match, a page may be short and yet not the last.</summary>
    private const int MostLookedAt = 10_000;

    /// <param name="status">overdue, due_soon, all, or null: what is due or will be soon.</param>
    /// <param name="after">A position from <see cref="RotationRows.Next"/>; one that is none begins at the beginning.</param>
    public Outcome<RotationRows> Run(Actor actor, string? status, string? workspace, string? after)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);
        var now = clock.GetUtcNow();
        using var reader = database.Read();
        var until = Youngest(status, RotationPolicyStore.Of(reader, actor.Organization), now);
        var deliveries = SecretDeliveryStore.All(reader, actor.Organization);
        var rows = new List<RotationView>();
        var position = Position(after);
        for (var seen = 0; seen < MostLookedAt; seen += Part)
        {
            var part = RotatingKeyStore.Oldest(reader, position, until, Part);
            var keys = KeyStore.OfIds(reader, actor.Organization, part.Select(secret => secret.Key));
            var living = RotatingKeyStore.Of(reader, actor.Organization, keys.Values.Where(key => IsShown(actor, key, workspace, now)), now).ToDictionary(key => key.Key.Id.Value);
            foreach (var secret in part)
            {
                position = (secret.AtMs, secret.Secret);
                if (!living.TryGetValue(secret.Key, out var key)) continue;
                var view = RotationViews.Of(key, deliveries.GetValueOrDefault(key.Key.Id), uses, now);
                if (Fits(view.Status, status)) rows.Add(view);
                if (rows.Count == Rows) return new RotationRows(rows, Text(position));
            }

            if (part.Count < Part) return new RotationRows(rows, null);
        }

        return new RotationRows(rows, Text(position));
    }

    private static bool IsShown(Actor actor, ApiKey key, string? workspace, DateTimeOffset now) =>
        key.StatusAt(now) is KeyStatus.Active or KeyStatus.Inactive && (workspace is null || key.Workspace.Value == workspace) && actor.MayIn(Permission.KeysRead, key.Workspace);

    private static bool Fits(string status, string? wanted) => wanted switch
    {
        "all" => true,
        null => status is "overdue" or "due_soon",
        _ => status == wanted,
    };

    /// <summary>No secret that was made later can be due under any policy there is.</summary>
    private static DateTimeOffset Youngest(string? status, RotationPolicies policies, DateTimeOffset now)
    {
        if (status == "all") return now;
        var age = policies.All.Values.Select(settings => settings.MaxAgeDays).OfType<int>().Append(RotationPolicy.BuiltIn.MaxAgeDays).Min();
        var ahead = policies.All.Values.Select(settings => settings.AheadDays).OfType<int>().Append(RotationPolicy.BuiltIn.AheadDays).Max();
        return now.AddDays(status == "overdue" ? -age : Math.Min(0, ahead - age + 1));
    }

    private static string? Text((long AtMs, string Secret)? position) => position is var (at, secret) ? string.Create(CultureInfo.InvariantCulture, $"{at}.{secret}") : null;

    private static (long, string)? Position(string? after)
    {
        var dot = after?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && long.TryParse(after.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && SecretId.TryParse(after.AsSpan(dot + 1)) is { } secret ? (at, secret.ToString()) : null;
    }
}
