using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;

namespace Claviger.Cli.Anthropic;

/// <summary>
/// Makes a plan at Anthropic, one change after the other, in the order that may stop anywhere. After an answer that doesn't say whether a change
/// was made it looks: what is there by then is done, what isn't is tried again a few times. Only what was shown is made, whatever else differs by then.
/// </summary>
/// <param name="look">Reads the organization anew.</param>
internal sealed class AnthropicApply(AnthropicWriter writer, OrganizationFile file, bool allowDelete, Func<Task<AnthropicOrganization>> look, Action<PlannedChange> made)
{
    private readonly List<PlannedChange> _done = [];
    private bool _anything;
    private readonly Dictionary<(PlannedAction, PlannedNoun, string), int> _attempts = [];

    public async Task<AnthropicApplied> RunAsync(AnthropicOrganization there, TargetPlan shown, CancellationToken ct)
    {
        var allowed = shown.Changes.Select(Of).ToHashSet();
        var waiting = new Queue<PlannedChange>(shown.Changes);
        var writes = new AnthropicWrites(there, file);
        while (waiting.TryPeek(out var change))
        {
            var outcome = await MakeAsync(writes, change, ct);
            if (outcome.End == WriteEnd.Done)
            {
                Note(waiting.Dequeue());
                continue;
            }

            AnthropicOrganization now;
            try
            {
                now = await look();
            }
            catch (CliException fault)
            {
                return new AnthropicApplied(_done, $"{outcome.Said}; what is there by now can't be read: {fault.Message}", change, [.. waiting], _anything);
            }

            List<PlannedChange> left = [.. now.Plan(file, allowDelete).Changes.Where(one => allowed.Contains(Of(one)))];
            foreach (var one in waiting.Where(one => !left.Any(still => Of(still) == Of(one)))) Note(one); // made, though its answer was lost
            var isLeft = left.Any(still => Of(still) == Of(change));
            var attempts = _attempts[Of(change)] = _attempts.GetValueOrDefault(Of(change)) + 1;
            if (isLeft && (outcome.End == WriteEnd.Refused || attempts == AnthropicWriter.MostAttempts)) return new AnthropicApplied(_done, outcome.Said, change, left, _anything);
            if (isLeft) await writer.WaitAsync(outcome.RetryAfter, attempts, ct);
            (waiting, writes) = (new Queue<PlannedChange>(left), new AnthropicWrites(now, file));
        }

        return new AnthropicApplied(_done, null, null, [], _anything);
    }

    private async Task<WriteOutcome> MakeAsync(AnthropicWrites writes, PlannedChange change, CancellationToken ct)
    {
        foreach (var write in writes.Of(change))
        {
            var outcome = await writer.SendAsync(write, ct);
            if (outcome.End != WriteEnd.Done) return outcome;
            _anything = true;
            writes.Learn(change, outcome.Answer);
        }

        return WriteOutcome.Done(null);
    }

    private void Note(PlannedChange change)
    {
        _anything = true;
        _done.Add(change);
        made(change);
    }

    // An action may change when a half of it is made: a workspace that was to be made is there, and only its limits are missing.
    private static (PlannedAction, PlannedNoun, string) Of(PlannedChange change) => (change.Action == PlannedAction.Delete ? PlannedAction.Delete : PlannedAction.Update, change.Noun, change.Path);
}
