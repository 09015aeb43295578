using System.Globalization;
using Claviger.Console.Http;
using Claviger.Control.Access;
using Claviger.Control.Rotation;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Rotation;

/// <summary>What one scope says about rotation; what is left empty is as the next wider scope has it.</summary>
internal sealed class RotationPolicyForm(SetRotationPolicy set, ReadRotationPolicy read, ListSecretSinks sinks, NameThings names)
{
    private const string None = "-";

    public IResult Show(ConsoleCall call, string scope, PolicySent? sent = null, Problem? problem = null)
    {
        var (policy, missing) = read.Run(call.Viewer.Actor, scope);
        if (missing is not null) return call.Fault(problem ?? missing);
        var said = policy!.Said;
        return call.Page<PolicyPage, PolicyModel>(
            new PolicyModel(
                policy, said.ScopeType == "organization" ? call.Viewer.OrganizationName : names.Run(call.Viewer.Actor, [said.ScopeId]).GetValueOrDefault(said.ScopeId, said.ScopeId), sent ?? Of(said),
                call.Viewer.May(Permission.SecretSinksUpdate) ? [.. (sinks.Run(call.Viewer.Actor).Value?.Data ?? []).Select(sink => sink.Name)] : null), problem);
    }

    public async Task<IResult> SetAsync(ConsoleCall call, string scope)
    {
        var sent = new PolicySent(call.Field("age"), call.Field("overlap"), call.Field("ahead"), call.Field("hard_end"), Choice(call, "automatic"), Choice(call, "extend"), call.Field("sink"));
        var form = new FormReader(call);
        var (age, ahead, hardEnd) = (form.Whole("age", "max_age_days"), form.Whole("ahead", "ahead_days"), form.Whole("hard_end", "hard_end_days"));
        var overlap = sent.Overlap is { } text ? RotationText.Seconds(text) : null;
        if (sent.Overlap is not null && overlap is null) form.Blame("overlap_seconds", "must be a whole number of days, or of hours with an h behind: 7, or 12h");
        if (form.Fault is { } fault) return Show(call, scope, sent, fault);
        // A sink is only said by whom the form let choose one: saying it takes another permission.
        var sink = call.Viewer.May(Permission.SecretSinksUpdate) ? new Settable<string?>(sent.Sink == None ? "" : sent.Sink) : default;
        var (_, problem) = await set.RunAsync(
            call.Viewer.Actor, scope,
            new SetRotationPolicyRequest(
                new Settable<long?>(age), new Settable<long?>(overlap), new Settable<long?>(ahead), new Settable<bool?>(Flag(sent.Automatic)), new Settable<bool?>(Flag(sent.Extend)),
                new Settable<long?>(hardEnd), sink), call.Aborted);
        return problem is null ? ConsoleCall.Go("/settings/rotation/policies", "policy-set") : Show(call, scope, sent, problem);
    }

    private static PolicySent Of(RotationPolicyView said) => new(
        Text(said.MaxAgeDays), said.OverlapSeconds is { } overlap ? RotationText.OverlapField(overlap) : null, Text(said.AheadDays), Text(said.HardEndDays), Text(said.Automatic), Text(said.ExtendWhileInUse),
        said.Sink is "" ? None : said.Sink);

    private static string? Choice(ConsoleCall call, string name) => call.Field(name) is "on" or "off" ? call.Field(name) : null;

    private static bool? Flag(string? choice) => choice is null ? null : choice == "on";

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(bool? flag) => flag switch { true => "on", false => "off", null => null };
}
