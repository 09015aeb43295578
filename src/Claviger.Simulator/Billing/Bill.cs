using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.Simulator.Catalogue;

namespace Claviger.Simulator.Billing;

/// <summary>What upstream would bill. Written by every request thread; any thread may read it at any time.</summary>
public sealed class Bill
{
    private readonly Lock _gate = new();                    // guards everything below but the request counters
    private readonly BillEntry[] _ring;
    private readonly ModelSums[] _models = new ModelSums[ModelCatalogue.All.Count];
    private readonly long[] _requests = new long[Enum.GetValues<PathKind>().Length];           // atomic adds
    private readonly long[] _credentials = new long[Enum.GetValues<CredentialHeader>().Length]; // atomic adds
    private long _recorded;
    private long _total;
    private long _aborted;

    internal Bill(int entriesKept) => _ring = new BillEntry[entriesKept];

    /// <summary>The sum of all amounts, each rounded up once.</summary>
    public Money Total { get { lock (_gate) return new Money(_total); } }

    /// <summary>Billed requests and batch lines.</summary>
    public long Billed { get { lock (_gate) return _recorded; } }

    /// <summary>Requests whose caller left before the end.</summary>
    public long Aborted => Interlocked.Read(ref _aborted);

    /// <summary>All requests that reached the simulator, refused ones too, its own <c>/_sim</c> pages excepted.</summary>
    public long Requests => _requests.Sum();

    public long RequestsTo(PathKind kind) => Interlocked.Read(ref _requests[(int)kind]);

    public long CredentialsBy(CredentialHeader header) => Interlocked.Read(ref _credentials[(int)header]);

    /// <summary>Oldest first; only the newest are kept, as many as the options say.</summary>
    public IReadOnlyList<BillEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                var kept = (int)Math.Min(_recorded, _ring.Length);
                var entries = new BillEntry[kept];
                for (var i = 0; i < kept; i++) entries[i] = _ring[(_recorded - kept + i) % _ring.Length];
                return entries;
            }
        }
    }

    /// <summary>Models that did any work.</summary>
    public IReadOnlyList<ModelBill> Models
    {
        get
        {
            lock (_gate)
                return [.. ModelCatalogue.All.Where(m => _models[m.Index].Used).Select(m => _models[m.Index].ToBill(m.Id))];
        }
    }

    /// <summary>Entries of one <c>request-id</c>: none, one, or the lines of a batch.</summary>
    public IReadOnlyList<BillEntry> Find(string requestId) => [.. Entries.Where(e => e.RequestId == requestId)];

    internal void CountRequest(PathKind kind) => Interlocked.Increment(ref _requests[(int)kind]);

    internal void CountCredential(CredentialHeader header) => Interlocked.Increment(ref _credentials[(int)header]);

    internal void CountAborted() => Interlocked.Increment(ref _aborted);

    internal void Record(in Charge charge, in BillEntry entry)
    {
        lock (_gate)
        {
            if (_ring.Length > 0) _ring[_recorded % _ring.Length] = entry;
            _recorded++;
            _total = checked(_total + entry.Amount.Nanos);
            _models[charge.Model.Index].Add(entry.Usage, entry.Amount);
            if (charge.Iterations is null) return;
            foreach (var (model, usage) in charge.Iterations) _models[model.Index].AddTokens(usage);
        }
    }

    internal void Reset()
    {
        lock (_gate)
        {
            (_recorded, _total) = (0, 0);
            Array.Clear(_ring);
            Array.Clear(_models);
            Interlocked.Exchange(ref _aborted, 0);
            for (var i = 0; i < _requests.Length; i++) Interlocked.Exchange(ref _requests[i], 0);
            for (var i = 0; i < _credentials.Length; i++) Interlocked.Exchange(ref _credentials[i], 0);
        }
    }

    private struct ModelSums
    {
        private long _requests, _input, _write5m, _write1h, _read, _output, _searches, _nanos;

        public readonly bool Used => _requests + _input + _output > 0;

        public void Add(in TokenUsage usage, Money amount)
        {
            _requests++;
            _nanos = checked(_nanos + amount.Nanos);
            AddTokens(usage);
        }

        public void AddTokens(in TokenUsage usage)
        {
            _input += usage.InputTokens;
            _write5m += usage.CacheWrite5mTokens;
            _write1h += usage.CacheWrite1hTokens;
            _read += usage.CacheReadTokens;
            _output += usage.OutputTokens;
            _searches += usage.WebSearchRequests;
        }

        public readonly ModelBill ToBill(string model) => new(model, _requests, new TokenUsage
        {
            InputTokens = _input,
            CacheWrite5mTokens = _write5m,
            CacheWrite1hTokens = _write1h,
            CacheReadTokens = _read,
            OutputTokens = _output,
            WebSearchRequests = _searches,
        }, new Money(_nanos));
    }
}
