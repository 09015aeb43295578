namespace Claviger.Storage.Usage;

/// <summary>How often the journal writes. Real time, whatever clock the program has; tests hurry it.</summary>
internal sealed record JournalPace
{
    public static JournalPace Usual { get; } = new();

    /// <summary>From the beginning of one batch to the next. Longer is cheaper a record; it is also about the most that a power cut can lose.</summary>
    public TimeSpan FlushEvery { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The same when requests wait for a demand's answer: gathered for less long, yet not one commit each.</summary>
    public TimeSpan AnswerEvery { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>After a failure.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>While idle with something leased. A third of the time that leases last: two renewals may fail before they run out.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(10);
}
