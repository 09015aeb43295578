using System.Net;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

internal static class SettingsVisitors
{
    /// <summary>Signed in by their own admin key.</summary>
    public static async Task<ConsoleVisitor> EnterAsync(this TestGateway gateway, Person person)
    {
        var visitor = new ConsoleVisitor(gateway);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/sign-in/key", ("key", person.Secret))).Status);
        await visitor.GetAsync("/account");
        return visitor;
    }

    /// <summary>The form did its work, and the page that answers it says so.</summary>
    public static async Task<ConsolePageSeen> DoneAsync(this ConsoleVisitor visitor, string path, params (string Name, string Value)[] fields)
    {
        var sent = await visitor.PostAsync(path, fields);
        Assert.True(sent.Status == HttpStatusCode.SeeOther, $"{path}: {(int)sent.Status} {sent.Text}");
        var page = await visitor.GetAsync(sent.Location!["/console".Length..]);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }

    /// <summary>Nothing was done, and the page says what is wrong, beside a field where one is to blame.</summary>
    public static async Task<ConsolePageSeen> RefusedAsync(this ConsoleVisitor visitor, string path, string says, bool besideField, params (string Name, string Value)[] fields)
    {
        var page = await visitor.PostAsync(path, fields);
        Assert.True((int)page.Status is >= 400 and < 500, $"{path}: {(int)page.Status} {page.Text}");
        Assert.Contains(says, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(besideField, page.Html.Contains("aria-invalid=\"true\"", StringComparison.Ordinal));
        return page;
    }
}
