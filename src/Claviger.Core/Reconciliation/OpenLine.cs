namespace Claviger.Core.Reconciliation;

/// <summary>A cell that is being explained: what is not yet is <see cref="Rest"/>. Whatever is taken from the rest becomes a part, so the sum can't go wrong.</summary>
internal sealed class OpenLine(CostCell cell)
{
    private readonly List<DifferencePart> _parts = [];

    public CostCell Cell => cell;
    public long Ours { get; private set; }
    public long Theirs { get; private set; }

    /// <summary>Tokens or searches whose cost was seen.</summary>
    public long OurQuantity { get; private set; }

    public long TheirQuantity { get; private set; }
    public long ForeignQuantity { get; private set; }
    public long PriorityQuantity { get; private set; }
    public long Requests { get; private set; }
    public long Rows { get; private set; }
    public long Rest { get; private set; }

    public void Add(BookedCell booked)
    {
        Ours = checked(Ours + booked.Nanos);
        OurQuantity = checked(OurQuantity + booked.Quantity);
        PriorityQuantity = checked(PriorityQuantity + booked.PriorityQuantity);
        Requests = Math.Max(Requests, booked.Requests);
        Rest = checked(Ours - Theirs);
    }

    public void Add(BilledCell billed)
    {
        Theirs = checked(Theirs + billed.Nanos);
        TheirQuantity = checked(TheirQuantity + billed.Quantity);
        ForeignQuantity = checked(ForeignQuantity + billed.ForeignQuantity);
        Rows += billed.Rows;
        Rest = checked(Ours - Theirs);
    }

    /// <summary>Tokens of a bound are no measure of what was seen.</summary>
    public void TakeOut(long quantity) => OurQuantity = Math.Max(0, OurQuantity - quantity);

    /// <summary>Explains so much of the rest.</summary>
    public void Explain(DifferenceClass difference, long nanos, string text = "")
    {
        if (nanos == 0) return;
        _parts.Add(new DifferencePart(difference, nanos, text));
        Rest = checked(Rest - nanos);
    }

    /// <summary>Of what was billed beyond the books, at most so much.</summary>
    /// <returns>What was explained, without a sign.</returns>
    public long ExplainMissing(DifferenceClass difference, Int128 most, string text = "")
    {
        var nanos = (long)Int128.Min(-(Int128)Math.Min(Rest, 0), Int128.Max(most, 0));
        Explain(difference, -nanos, text);
        return nanos;
    }

    /// <summary>What so many tokens cost on the bill; without an answer there, as much as there is.</summary>
    public Int128 AtTheirPrice(long quantity) => TheirQuantity > 0 ? (Int128)Theirs * quantity / TheirQuantity : Int128.MaxValue;

    public ReconciliationLine Closed() => new(cell.Day, cell.Workspace, cell.Model, cell.ToString(), Ours, Theirs, OurQuantity, TheirQuantity, _parts);
}
