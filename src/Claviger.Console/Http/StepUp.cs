using Claviger.Control.SignIn;
using Claviger.Core;

namespace Claviger.Console.Http;

/// <summary>Before a dangerous act: a fresh proof of identity, in the same form (the part <c>Confirm</c> asks for it where it is due).</summary>
internal sealed class StepUp(ConfirmIdentity confirm)
{
    /// <returns>Null: go on.</returns>
    public async Task<Problem?> FaultInAsync(ConsoleCall call)
    {
        var viewer = call.Viewer;
        if (viewer.IsFresh) return null;
        if (call.Raw("confirm_password") is not { } password) return Problem.Invalid("confirm_password", "needed for this: it is some time since you signed in");
        var (signedIn, problem) = await confirm.RunAsync(viewer.Actor, viewer.Session, viewer.Member, password, call.Field("confirm_code"), call.Aborted);
        if (problem is not null) return problem with { Field = "confirm_password" };
        call.Renew(signedIn!);
        return null;
    }
}
