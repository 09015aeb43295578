using System.Buffers;
using Claviger.Core;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Gateway.Admission;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Rates;
using Claviger.Gateway.Routes;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway;

/// <summary>One request on its way through the pipeline: what each step has found out. Used by one thread at a time.</summary>
public sealed class Exchange(HttpContext http, PolicySnapshot policy, GovernedSecret secret, Route route, string objectId, UInt128 requestId, DateTimeOffset at, long started, TimeProvider clock)
{
    private byte[]? _body;
    private int _bodyLength;
    private JournalTicket? _ticket;

    public HttpContext Http => http;

    /// <summary>Pinned: the whole request sees this one policy.</summary>
    public PolicySnapshot Policy => policy;

    /// <summary>What it came with.</summary>
    public GovernedSecret Secret => secret;

    public GovernedKey Key => secret.Key;
    public Route Route => route;

    /// <summary>The id in the path; empty where the route has none.</summary>
    public string ObjectId => objectId;

    public UInt128 RequestId => requestId;

    /// <summary>Its place among the open requests; theirs alone to touch.</summary>
    internal int OpenList;

    internal Exchange? PreviousOpen, NextOpen;

    /// <summary>When it was admitted: what it is priced at and booked under.</summary>
    public DateTimeOffset At => at;

    /// <summary>Monotonic, for durations.</summary>
    public long Started => started;

    public ReadOnlyMemory<byte> Body => _body.AsMemory(0, _bodyLength);

    public ModelEntry? Model { get; set; }

    public long MaxTokens { get; set; }

    public bool Streams { get; set; }

    public bool MayThink { get; set; }

    public WorstPlan Worst { get; set; }

    /// <summary>What it holds of the spend limits, from admission to settlement.</summary>
    public Hold Hold { get; set; }

    /// <summary>What it holds of its rate limits. A field: the ticket changes as the request goes on.</summary>
    internal RateTicket Rates;

    /// <summary>Input tokens that rate limits took for it, until the true count is known.</summary>
    public long InputEstimate { get; set; }

    /// <summary>What is booked if nobody ever learns what it cost: of a stream that is held in parts, the part.</summary>
    public Money AtStake => Hold.IsSliced ? Hold.Amount.Part : Worst.Cost;

    /// <summary>Of Claude Code; see <see cref="ClaudeCodeSession"/>.</summary>
    public long Session { get; set; }

    /// <summary>Status that the client gets; what the record keeps.</summary>
    public int Status { get; set; }

    /// <summary>Its place in the journal; null before and after.</summary>
    public JournalTicket? Ticket => _ticket;

    public bool IsSettled => _ticket is null;

    /// <summary>Whoever takes the hold ends it; settling the request no longer does.</summary>
    public Hold TakeHold()
    {
        var hold = Hold;
        Hold = default;
        return hold;
    }

    public void TakeBody(byte[] pooled, int length) => (_body, _bodyLength) = (pooled, length);

    public void Opened(JournalTicket ticket) => _ticket = ticket;

    /// <summary>Rate limits count output as it appears; about four bytes a token, until the true count is known.</summary>
    public void Produced(long visibleBytes)
    {
        if (Rates.IsOpen) Rates.Produced(visibleBytes / 4, clock.GetTimestamp());
    }

    /// <summary>True once: whoever gets the ticket settles.</summary>
    public bool TakeTicket(out JournalTicket ticket)
    {
        ticket = _ticket.GetValueOrDefault();
        var had = _ticket is not null;
        _ticket = null;
        return had;
    }

    public UsageRecord Record(UsageOutcome outcome, in TokenUsage tokens, Money cost) => new()
    {
        RequestId = requestId,
        AtMs = at.ToUnixTimeMilliseconds(),
        Organization = secret.Key.OrganizationNumber,
        Workspace = secret.Key.Workspace.Number,
        Key = secret.Key.Key.Number,
        Owner = secret.Key.Owner,
        Model = Model is null ? 0 : policy.ModelNumber(Model),
        Session = Session,
        Outcome = outcome,
        Status = Status,
        Tokens = tokens,
        Cost = cost,
    };

    /// <summary>Gives the pooled body back. Only when upstream can no longer be reading it.</summary>
    public void ReleaseBody()
    {
        if (_body is null) return;
        ArrayPool<byte>.Shared.Return(_body);
        (_body, _bodyLength) = (null, 0);
    }
}
