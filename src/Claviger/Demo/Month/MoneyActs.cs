using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Demo.Month;

/// <summary>Caps at every level, added over the months; more of one for a while, and somebody who asks for more.</summary>
internal static class MoneyActs
{
    private const string Amara = "amara.osei", Jonas = "jonas.lindqvist";

    public static void Write(MonthDiary diary, MonthWorld world, MonthCaps caps)
    {
        diary.On(145, 9, () => CapAsync(world, Amara, new() { ["type"] = "organization" }, caps.OfOrganization));
        foreach (var (number, place) in PlannedWorkspace.All.Index())
            diary.On(40 - 3 * number, 11, () => CapAsync(world, Amara, new() { ["type"] = "workspace", ["workspace_id"] = world.Workspace(place) }, caps.Of(place)));
        foreach (var (number, key) in MonthPlan.Keys.Index())
        {
            // A third of them was capped only this month, when somebody had read the checklist.
            var capped = number % 3 == 0 ? Math.Min(key.MadeDaysAgo - 1, 23 - number / 2) : key.MadeDaysAgo - 1;
            if (key.IsCapped) diary.On(capped, 15, () => CapAsync(world, number % 2 == 0 ? Amara : Jonas, OfKey(world, key.Name), caps.Of(key)));
            if (key.IsPersonal) diary.On(30, 15, () => CapAsync(world, Jonas, new() { ["type"] = "user", ["user_id"] = world.Person(key.Owner) }, caps.OfOwner(key.Owner)));
        }

        diary.On(5, 9, () => GrantAsync(world, caps));
        diary.On(2, 14, async () => MonthWorld.Done(await world.Service<AskForIncrease>().RunAsync(
            world.As("leila.haddad"),
            new AskForIncreaseRequest(Cents(2 * caps.Of(MonthPlan.Key("prod-bi-questions"))), "The sales team starts with it next week", OfKey(world, "prod-bi-questions")), world.Ct)));
    }

    private static async Task CapAsync(MonthWorld world, string by, Dictionary<string, string> scope, long dollars) =>
        MonthWorld.Done(await world.Service<SetSpendLimit>().RunAsync(world.As(by), new SetSpendLimitRequest(scope, "monthly", Cents(dollars)), world.Ct));

    private static async Task GrantAsync(MonthWorld world, MonthCaps caps)
    {
        const string Key = "prod-support-assistant";
        var limit = world.Policy.SpendLimits.Values.Single(limit => limit.Scope.Id == world.Key(Key));
        MonthWorld.Done(await world.Service<GrantSpend>().RunAsync(
            world.As(Jonas), limit.Id.Value, new GrantSpendRequest(Cents(Math.Max(5, caps.Of(MonthPlan.Key(Key)) / 4)), world.Now.AddDays(14), Reason: "Holiday season: more customers ask"), world.Ct));
    }

    private static Dictionary<string, string> OfKey(MonthWorld world, string name) => new() { ["type"] = "api_key", ["api_key_id"] = world.Key(name) };

    private static string Cents(long dollars) => new Money(dollars * Money.NanosPerDollar).ToCentsString();
}
