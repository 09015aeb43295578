using Claviger.Control.Keys;
using Claviger.Control.Members;
using Claviger.Control.Rates;
using Claviger.Core.Contracts;

namespace Claviger.Demo.Month;

/// <summary>Keys are made by whoever runs the service, rotated by most, and left behind by one.</summary>
internal static class KeyActs
{
    private const string Amara = "amara.osei", Jonas = "jonas.lindqvist";

    public static void Write(MonthDiary diary, MonthWorld world)
    {
        diary.On(153, 8, async () => MonthWorld.Done(await world.Service<SetOrganizationTier>().RunAsync(world.As(Amara), new SetOrganizationTierRequest("tier-4"), world.Ct)));
        foreach (var key in MonthPlan.Keys)
        {
            diary.On(key.MadeDaysAgo, 10, () => CreateAsync(world, key));
            if (key.RotatedDaysAgo is { } days) diary.On(days, 13, () => RotateAsync(world, key));
        }

        // Anthropic's way, which hands nothing over and rotates nothing.
        diary.On(MonthPlan.LeftDaysAgo, 17, async () => MonthWorld.Done(await world.Service<RemoveMember>().RunAsync(world.As(Jonas), world.Person(MonthPlan.Leaver), null, world.Ct)));
    }

    private static async Task CreateAsync(MonthWorld world, PlannedKey key)
    {
        // Without a tier of its own: that is for whoever rules over rates.
        var request = new CreateApiKeyRequest(
            world.Workspace(key.Workspace), Service: key.Service, Models: key.Models, Networks: key.IsBoundToNetwork ? [key.Workspace.Network + ".0.0/16"] : null, Personal: key.IsPersonal ? true : null);
        var actor = key.IsOfServiceAccount ? world.AsAccount(key.Owner) : world.As(key.Owner);
        world.Made(MonthWorld.Done(await world.Service<CreateKey>().RunAsync(actor, request, world.Ct)));
        if (key.Tier is { } tier) MonthWorld.Done(await world.Service<UpdateKey>().RunAsync(world.As(Amara), world.Key(key.Name), new UpdateApiKeyRequest(Tier: tier), world.Ct));
    }

    private static async Task RotateAsync(MonthWorld world, PlannedKey key)
    {
        var rotated = MonthWorld.Done(await world.Service<RotateKey>().RunAsync(world.As(key.Owner), world.Key(key.Name), new RotateApiKeyRequest(OverlapSeconds: 0), world.Ct));
        world.Made(new CreatedApiKeyView(rotated.ApiKey, rotated.Secret));
    }
}
