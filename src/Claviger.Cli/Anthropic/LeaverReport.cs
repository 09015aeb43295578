using System.Text.Json.Nodes;
using Claviger.Cli.Output;

namespace Claviger.Cli.Anthropic;

/// <summary>What ended, what goes on, what could not be ended, and what is left to do.</summary>
/// <param name="Failed">Steps that were not made, each with Anthropic's answer.</param>
/// <param name="Seen">What was there when it was read again and should not be; a sentence each.</param>
internal sealed record LeaverReport(Leaver Leaver, bool DryRun, IReadOnlyList<LeaverStep> Ended, IReadOnlyList<(LeaverStep Step, string Why)> Failed, IReadOnlyList<string> Seen)
{
    private const string AdminKeys = "Admin API keys aren't shown by the API: Console → Settings → Admin keys, delete those that they made or know";

    /// <summary>Everything that was to end has ended.</summary>
    public bool IsWhole => Failed.Count == 0 && Seen.Count == 0 && Leaver.WhyNotRemoved is null;

    private IEnumerable<string> LeftToDo => GoesOn.Where(key => key.Status == "active").Select(key => $"{key.Name}: make a new key for its service in the Console, move over, then archive this one; or --all-keys switches it off now").Append(AdminKeys)
        .Concat(Leaver.Member is null ? [] : [$"Where a file manages the organization: take {Leaver.Email} out of it, or the next apply invites them again"]);

    private IEnumerable<Scan.AnthropicReading.KeyRow> GoesOn => Leaver.Made.Where(key => !Ended.Any(step => step.Id == key.Id));

    public void Print(Screen to)
    {
        to.Parts(new Cell(TerminalText.Safe(Leaver.Email), Tone.Strong), new Cell($"  {(Leaver.Member is { } member ? TerminalText.Safe(member.Role) : "not a member")}{(DryRun ? "; nothing was changed" : "")}"));
        to.Line();
        to.Line(DryRun ? "WOULD END, in this order" : "ENDED", Tone.Strong);
        if (Ended.Count == 0) to.Line("  nothing", Tone.Faint);
        else
        {
            var ended = new ListTable(new Column("WHAT"), new Column("NAME", MayShrink: true), new Column("LAST USED"));
            foreach (var step in Ended) ended.Add(step.What, step.Name, step.LastUsed);
            ended.Print(to);
            if (IsWhole && !DryRun) to.Line("Read again at Anthropic: none of it is there any more.", Tone.Good);
        }

        to.Line();
        if (!IsWhole)
        {
            to.Line(DryRun ? "CAN'T BE ENDED AT ANTHROPIC" : "STILL THERE", Tone.Bad);
            if (Leaver.WhyNotRemoved is { } stays) Wrapped(to, $"membership: {stays}");
            foreach (var (step, why) in Failed) Wrapped(to, $"{step.What} {step.Name}: {why}");
            foreach (var sentence in Seen) Wrapped(to, sentence);
            to.Line();
        }

        if (GoesOn.Any())
        {
            to.Line("GOES ON: they made it and have seen its secret", Tone.Strong);
            var table = new ListTable(new Column("KEY", MayShrink: true), new Column("WORKSPACE", MayShrink: true), new Column("STATUS"), new Column("LAST USED"));
            foreach (var key in GoesOn) table.Add(key.Name, Leaver.Place(key.WorkspaceId), new Cell(key.Status, key.Status == "active" ? Tone.Caution : Tone.Faint), Leaver.LastUse(key));
            table.Print(to);
            to.Line();
        }

        to.Line(DryRun ? "WOULD BE LEFT TO DO" : "LEFT TO DO", Tone.Strong);
        foreach (var step in LeftToDo) Wrapped(to, step);
    }

    public string Json() => JsonText.Pretty(new JsonObject
    {
        ["type"] = "offboarding", ["target"] = TargetOptions.Anthropic, ["dry_run"] = DryRun, ["email"] = Leaver.Email, ["user_id"] = Leaver.Id.Length == 0 ? null : Leaver.Id,
        ["ended"] = new JsonArray([.. Ended.Select(step => (JsonNode)new JsonObject { ["what"] = step.What, ["name"] = step.Name, ["id"] = step.Id })]),
        ["not_ended"] = new JsonArray([.. Failed.Select(one => (JsonNode)new JsonObject { ["what"] = one.Step.What, ["name"] = one.Step.Name, ["id"] = one.Step.Id, ["reason"] = one.Why })]),
        ["membership_stays"] = Leaver.WhyNotRemoved, ["still_there"] = new JsonArray([.. Seen.Select(sentence => JsonValue.Create(sentence))]),
        ["goes_on"] = new JsonArray([.. GoesOn.Select(key => (JsonNode)new JsonObject { ["id"] = key.Id, ["name"] = key.Name, ["workspace"] = Leaver.Place(key.WorkspaceId), ["status"] = key.Status, ["last_used"] = Leaver.LastUse(key) })]),
        ["left_to_do"] = new JsonArray([.. LeftToDo.Select(step => JsonValue.Create(step))]),
    });

    private static void Wrapped(Screen to, string text)
    {
        foreach (var line in WordWrap.Lines(TerminalText.Safe(text), to.Width - 2)) to.Line("  " + line);
    }
}
