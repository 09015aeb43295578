using Claviger.Console.Http;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Layout;

/// <summary>An act that waits for a fresh proof of identity: what it is, and the form as it was sent.</summary>
/// <param name="Act">As a question: Give Ada the role Admin?</param>
/// <param name="Room">Of the side bar.</param>
/// <param name="Back">Where nothing is done.</param>
public sealed record ConfirmAct(string Act, string Room, string Back, string Action, IReadOnlyList<(string Name, string Value)> Fields);

/// <summary>For pages with many forms: the proof is asked on a page of its own, which then sends the same form again.</summary>
internal static class ConfirmActs
{
    /// <returns>Null: go on.</returns>
    public static async Task<IResult?> AskAsync(this StepUp confirm, ConsoleCall call, string act, string room, string back)
    {
        if (await confirm.FaultInAsync(call) is not { } fault) return null;
        var request = call.Http.Request;
        var fields = request.Form.Where(field => !field.Key.StartsWith('_') && !field.Key.StartsWith("confirm_", StringComparison.Ordinal))
            .SelectMany(field => field.Value.OfType<string>().Select(value => (field.Key, value))).ToList();
        return call.Page<ConfirmActPage, ConfirmAct>(
            new ConfirmAct(act, room, ConsolePaths.Root + back, request.Path + request.QueryString, fields), call.Raw("confirm_password") is null ? null : fault);
    }
}
