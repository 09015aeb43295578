using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>Lost wake-ups, lost turns and overtaking, each as it is easily written.</summary>
internal static class QueueMutants
{
    public static IReadOnlyDictionary<string, Func<(IWaitQueue Queue, bool ReadsVersionLate)>> All { get; } = new Dictionary<string, Func<(IWaitQueue, bool)>>
    {
        ["tells before the money has moved"] = () => (new TellsEarly(), false),
        ["counts a change only when somebody waits for it"] = () => (new CountsForWaiters(), false),
        ["wakes nobody"] = () => (new WakesNobody(), false),
        ["looks at the queue before the money has moved"] = () => (new LooksEarly(), false),
        ["waits without looking at the version"] = () => (new WaitsBlindly(), false),
        ["whoever gives up keeps the turn"] = () => (new KeepsTurn(), false),
        ["whoever gives up stays in the queue"] = () => (new Stays(), false),
        ["everybody has the turn"] = () => (new TurnForAll(), false),
        ["the last who came goes first"] = () => (new LastFirst(), false),
        ["the waiter reads the version after it has tried"] = () => (new RealQueue(), true),
    };

    private sealed class TellsEarly : SketchedQueue
    {
        public override void Move(Action money)
        {
            Changed();
            money();
        }
    }

    private sealed class CountsForWaiters : SketchedQueue
    {
        protected override void Changed()
        {
            Atomic.Step();
            if (!SomebodyWaits) return;
            CountVersion();
            Wake();
        }
    }

    private sealed class WakesNobody : SketchedQueue
    {
        protected override void Changed() => CountVersion();
    }

    private sealed class LooksEarly : SketchedQueue
    {
        public override void Move(Action money)
        {
            var isEmpty = Count == 0;
            money();
            if (!isEmpty) Changed();
        }
    }

    private sealed class WaitsBlindly : SketchedQueue
    {
        protected override Task ChangedSince(long seen) => base.ChangedSince(Version);
    }

    private sealed class KeepsTurn : SketchedQueue
    {
        protected override void PassTurn()
        {
        }
    }

    private sealed class Stays : SketchedQueue
    {
        public override void Leave(object place)
        {
            if (HasTurn(place)) base.Leave(place);
        }
    }

    private sealed class TurnForAll : SketchedQueue
    {
        public override object Enter()
        {
            var place = (Place)base.Enter();
            place.HasTurn = true;
            return place;
        }
    }

    private sealed class LastFirst : SketchedQueue
    {
        protected override void PassTurn()
        {
            if (Places.Last is { } last) last.Value.HasTurn = true;
        }
    }
}
