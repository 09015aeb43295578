using System.Globalization;
using Claviger.Console.Http;
using Claviger.Control.AdminKeys;
using Claviger.Control.ServiceAccounts;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.AdminKeys;

/// <summary>The form for a new admin key: as whom it acts, what it is held to, and its end.</summary>
internal sealed class NewAdminKeyForm(CreateAdminKey create, ListServiceAccounts accounts, StepUp confirm)
{
    /// <summary>Suggested: a key that nobody thinks of any more ends by itself.</summary>
    private const int UsualDays = 90;

    public static NewAdminKeySent Blank(ConsoleCall call) => new(
        null, call.Viewer.May(Permission.AdminKeysCreate) ? AdminKeyOwner.OrganizationType : AdminKeyOwner.UserType, null, Narrow: false, [],
        call.Viewer.Now.UtcDateTime.AddDays(UsualDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public IResult Show(ConsoleCall call, NewAdminKeySent sent, Problem? problem = null)
    {
        var viewer = call.Viewer;
        if (!viewer.May(Permission.AdminKeysCreate) && !viewer.May(Permission.PersonalKeysCreate)) return call.Fault(Control.Denial.Of(Permission.AdminKeysCreate));
        return call.Page<NewAdminKeyPage, NewAdminKeyModel>(new NewAdminKeyModel(
            viewer.May(Permission.AdminKeysCreate) && accounts.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1000"))).Value is { } page ? [.. page.Data.Select(account => (account.Id, account.Name))] : null, sent), problem);
    }

    public async Task<IResult> CreateAsync(ConsoleCall call)
    {
        var sent = new NewAdminKeySent(
            call.Field("name"), call.Field("owner_type") ?? AdminKeyOwner.UserType, call.Field("account"), call.Field("reach") == "scopes", call.Values("scopes"), call.Field("expires"));
        var read = new FormReader(call);
        var end = read.EndOfDay("expires", "expires_at");
        if (sent.Owner == AdminKeyOwner.ServiceAccountType && sent.Account is null) read.Blame("owner_id", "choose a service account");
        if (read.Fault is { } fault) return Show(call, sent, fault);
        if (await confirm.FaultInAsync(call) is { } unconfirmed) return Show(call, sent, unconfirmed);
        var (made, problem) = await create.RunAsync(
            call.Viewer.Actor, new CreateAdminKeyRequest(sent.Name ?? "", sent.Owner, sent.Owner == AdminKeyOwner.ServiceAccountType ? sent.Account : null, sent.Narrow ? sent.Scopes : null, end), call.Aborted);
        return problem is null
            ? call.Page<NewAdminSecretPage, NewAdminSecretModel>(new NewAdminSecretModel(made!.AdminKey, made.Secret, call.Server)) : Show(call, sent, problem);
    }
}
