using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>Mistakes that were made, here or elsewhere, or are easy to make. The walk must find each.</summary>
internal static class CoreMutants
{
    public static IReadOnlyDictionary<string, Func<long[], ILedgerCore>> All { get; } = new Dictionary<string, Func<long[], ILedgerCore>>
    {
        ["posted and held in two words"] = granted => new TwoWords(granted),
        ["checks, then takes, without compare-and-swap"] = granted => new CheckThenAct(granted),
        ["swaps without looking whether it won"] = granted => new BlindSwap(granted),
        ["a lost swap is tried with the old figure"] = granted => new StaleRetry(granted),
        ["nothing is rolled back"] = granted => new NoRollBack(granted),
        ["the roll-back returns the wrong amount"] = granted => new WrongRollBack(granted),
        ["the roll-back returns the one that blocked, too"] = granted => new RollBackTooFar(granted),
        ["the narrowest hold stays when a wider one fails"] = granted => new KeepsFirst(granted),
        ["the widest limit is forgotten"] = granted => new ForgetsWidest(granted),
        ["posts twice"] = granted => new PostsTwice(granted),
        ["releases after it has posted"] = granted => new ReleasesAfterPost(granted),
        ["releases first, posts then"] = granted => new ReleaseThenPost(granted),
        ["a post is read, computed and written"] = granted => new PostWithoutAdd(granted),
        ["grows before the grant is durable"] = granted => new GrowsEarly(granted),
        ["a grant is written over what moved meanwhile"] = granted => new GrowOverwrites(granted),
        ["takes away what is held"] = granted => new TakesHeld(granted),
        ["takes away what it read before"] = granted => new TakesStale(granted),
        ["an extension takes no money"] = granted => new FreeExtension(granted),
        ["a changed cap takes back what is free, and no more"] = granted => new StaysOpen(granted),
        ["a grant of the old cap is taken when it comes late"] = granted => new TakesLateGrants(granted),
        ["what a post leaves over is lost"] = granted => new KeepsRemainder(granted),
    };

    private sealed class TwoWords(long[] granted) : SketchedCore(granted)
    {
        private readonly long[] _granted = [.. granted];
        private readonly long[] _posted = new long[granted.Length];
        private readonly long[] _held = new long[granted.Length];

        protected override bool TryHoldOne(int lease, long amount)
        {
            while (true)
            {
                var posted = Atomic.Read(ref _posted[lease]);
                var held = Atomic.Read(ref _held[lease]);
                if (_granted[lease] - posted - held < amount) return false;
                if (Atomic.CompareExchange(ref _held[lease], held + amount, held) == held) return true;
            }
        }

        protected override void PostOne(int lease, long held, long cost)
        {
            Atomic.Add(ref _posted[lease], cost);
            Atomic.Add(ref _held[lease], -held);
        }

        protected override void ReleaseOne(int lease, long held) => Atomic.Add(ref _held[lease], -held);

        public override bool Grow(int lease, long amount, Action durable)
        {
            durable();
            Atomic.Add(ref _granted[lease], amount);
            return true;
        }

        public override long TakeUnheld(int lease)
        {
            var free = _granted[lease] - _posted[lease] - _held[lease];
            _granted[lease] -= free;
            return free;
        }

        public override long LeftOf(int lease) => _granted[lease] - _posted[lease] - _held[lease];
    }

    private sealed class CheckThenAct(long[] granted) : SketchedCore(granted)
    {
        protected override bool TryHoldOne(int lease, long amount)
        {
            if (Atomic.Read(ref Left(lease)) < amount) return false;
            Atomic.Add(ref Left(lease), -amount);
            return true;
        }
    }

    private sealed class BlindSwap(long[] granted) : SketchedCore(granted)
    {
        protected override bool TryHoldOne(int lease, long amount)
        {
            var left = Atomic.Read(ref Left(lease));
            if (left < amount) return false;
            Atomic.CompareExchange(ref Left(lease), left - amount, left);
            return true;
        }
    }

    private sealed class StaleRetry(long[] granted) : SketchedCore(granted)
    {
        protected override bool TryHoldOne(int lease, long amount)
        {
            var left = Atomic.Read(ref Left(lease));
            if (left < amount) return false;
            while (true)
            {
                var seen = Atomic.CompareExchange(ref Left(lease), left - amount, left);
                if (seen == left) return true;
                left = seen; // the check isn't made again
            }
        }
    }

    private sealed class NoRollBack(long[] granted) : SketchedCore(granted)
    {
        protected override void RollBack(int blockedBy, long full, long part)
        {
        }
    }

    private sealed class WrongRollBack(long[] granted) : SketchedCore(granted)
    {
        protected override void RollBack(int blockedBy, long full, long part)
        {
            for (var i = blockedBy - 1; i >= 0; i--) ReleaseOne(i, part);
        }
    }

    private sealed class RollBackTooFar(long[] granted) : SketchedCore(granted)
    {
        protected override void RollBack(int blockedBy, long full, long part)
        {
            for (var i = blockedBy; i >= 0; i--) ReleaseOne(i, For(i, full, part));
        }
    }

    private sealed class KeepsFirst(long[] granted) : SketchedCore(granted)
    {
        protected override void RollBack(int blockedBy, long full, long part)
        {
            for (var i = blockedBy - 1; i > 0; i--) ReleaseOne(i, For(i, full, part));
        }
    }

    private sealed class ForgetsWidest(long[] granted) : SketchedCore(granted)
    {
        public override bool TryHold(long full, long part)
        {
            for (var i = 0; i < Math.Max(1, Count - 1); i++)
            {
                if (TryHoldOne(i, For(i, full, part))) continue;
                RollBack(i, full, part);
                return false;
            }

            return true;
        }
    }

    private sealed class PostsTwice(long[] granted) : SketchedCore(granted)
    {
        protected override void PostOne(int lease, long held, long cost)
        {
            base.PostOne(lease, held, cost);
            base.PostOne(lease, held, cost);
        }
    }

    private sealed class ReleasesAfterPost(long[] granted) : SketchedCore(granted)
    {
        public override void Post(long full, long part, long cost)
        {
            base.Post(full, part, cost);
            Release(full, part);
        }
    }

    private sealed class ReleaseThenPost(long[] granted) : SketchedCore(granted)
    {
        protected override void PostOne(int lease, long held, long cost)
        {
            Atomic.Add(ref Left(lease), held);
            Atomic.Add(ref Left(lease), -cost);
        }
    }

    private sealed class PostWithoutAdd(long[] granted) : SketchedCore(granted)
    {
        protected override void PostOne(int lease, long held, long cost)
        {
            var left = Atomic.Read(ref Left(lease));
            Atomic.Step();
            Left(lease) = left + held - cost;
        }
    }

    private sealed class GrowsEarly(long[] granted) : SketchedCore(granted)
    {
        public override bool Grow(int lease, long amount, Action durable)
        {
            Atomic.Add(ref Left(lease), amount);
            Atomic.Step();
            durable();
            return true;
        }
    }

    private sealed class GrowOverwrites(long[] granted) : SketchedCore(granted)
    {
        public override bool Grow(int lease, long amount, Action durable)
        {
            var left = Atomic.Read(ref Left(lease));
            durable();
            Atomic.Step();
            Left(lease) = left + amount;
            return true;
        }
    }

    private sealed class TakesHeld(long[] granted) : SketchedCore(granted)
    {
        private readonly long[] _granted = [.. granted];

        public override long TakeUnheld(int lease)
        {
            var taken = Math.Min(_granted[lease], Atomic.Read(ref Left(lease)) + 1);
            Atomic.Add(ref Left(lease), -taken);
            return taken;
        }
    }

    private sealed class TakesStale(long[] granted) : SketchedCore(granted)
    {
        public override long TakeUnheld(int lease)
        {
            var left = Atomic.Read(ref Left(lease));
            Atomic.Add(ref Left(lease), -left);
            return left;
        }
    }

    private sealed class FreeExtension(long[] granted) : SketchedCore(granted)
    {
        public override bool TryExtend(long more) => Atomic.Read(ref Left(Count - 1)) >= more;
    }

    private sealed class KeepsRemainder(long[] granted) : SketchedCore(granted)
    {
        protected override void PostOne(int lease, long held, long cost)
        {
            if (cost == held) base.PostOne(lease, held, cost);
        }
    }
    private sealed class StaysOpen(long[] granted) : SketchedCore(granted)
    {
        public override long BeginTerm(int lease) => TakeUnheld(lease);
    }

    private sealed class TakesLateGrants(long[] granted) : SketchedCore(granted)
    {
        protected override bool IsLate(int lease, int term) => false;
    }
}
