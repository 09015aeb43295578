using System.Net;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Claviger.Serving;

namespace Claviger.Demo.Month;

/// <summary>What has been made so far, by the plan's names, and the use cases to make more with.</summary>
internal sealed class MonthWorld(IServiceProvider services, Foundation foundation, PastClock clock, CancellationToken ct)
{
    /// <summary>The administrator of the install, under the name that the plan uses.</summary>
    public const string FirstAdministrator = "admin";

    private readonly RequestIds _requests = new();
    private readonly Dictionary<string, string> _people = new() { [FirstAdministrator] = foundation.FirstAdministrator.Value };
    private readonly Dictionary<string, string> _workspaces = [];
    private readonly Dictionary<string, CreatedApiKeyView> _keys = [];

    public CancellationToken Ct => ct;

    public Foundation Foundation => foundation;

    public PolicySnapshot Policy => foundation.Policy.Current;

    public DateTimeOffset Now => clock.GetUtcNow();

    public IReadOnlyDictionary<string, CreatedApiKeyView> Keys => _keys;

    public T Service<T>() where T : notnull => services.GetRequiredService<T>();

    public static T Done<T>(Outcome<T> outcome) where T : class =>
        outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);

    public string Person(string name) => _people[name];

    public string Workspace(PlannedWorkspace place) => _workspaces[place.Name];

    public string Key(string name) => _keys[name].ApiKey.Id;

    public void Joined(string name, string id) => _people[name] = id;

    public void Made(PlannedWorkspace place, string id) => _workspaces[place.Name] = id;

    /// <summary>A key, or its newest secret.</summary>
    public void Made(CreatedApiKeyView key) => _keys[key.ApiKey.Name] = key;

    /// <summary>A member as they act by the console or command line: with the rights of now, and an address for the log.</summary>
    public Actor As(string name)
    {
        var id = _people[name];
        var rights = Rights.Of(Policy.Access.GrantsOfMember(id));
        return Actor.With(Actor.UserType, id, Policy.Organization.Id, new MemberId(id), rights) with { Request = Origin(name, "claviger-cli") };
    }

    /// <summary>A service account, by its own key.</summary>
    public Actor AsAccount(string name)
    {
        var id = _people[name];
        return Actor.With(Actor.ServiceAccountType, id, Policy.Organization.Id, null, Rights.Of(Policy.Access.GrantsOfAccount(id))) with { Request = Origin(name, "terraform-provider") };
    }

    /// <summary>The key as the gateway sees it, by its newest secret; null before it was made.</summary>
    public GovernedSecret? Governed(string key) =>
        _keys.TryGetValue(key, out var made) && KeyToken.TryRead(made.Secret, out _, out var id) ? Policy.Find(id) : null;

    /// <summary>192.0.2.0/24 is for documentation: nobody's address.</summary>
    private RequestOrigin Origin(string name, string program) =>
        new(RequestIds.Text(_requests.Next(Now.ToUnixTimeMilliseconds())), new IPAddress([192, 0, 2, (byte)(10 + name.Sum(letter => letter) % 200)]).ToString(), program);
}
