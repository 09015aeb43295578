using Claviger.Core.Policy;
using Claviger.Gateway.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Claviger.Tests.Ledger;

/// <summary>One process of the model world. It vanishes without a word.</summary>
internal sealed class WorldNode
{
    public WorldNode(MemoryBooks books, int number, PolicySnapshot policy, FakeTimeProvider clock, LedgerOptions options)
    {
        Book = new MemoryBook(books, number);
        Policy = new PolicyHolder(policy);
        Time = new BooksClock(clock, 0);
        Ledger = new SpendLedger(Book, Policy, Time, options, clock);
    }

    public MemoryBook Book { get; }
    public PolicyHolder Policy { get; }
    public BooksClock Time { get; }
    public SpendLedger Ledger { get; }
}
