namespace Claviger.Demo.Month;

/// <summary>When a key's calls come.</summary>
internal enum Rhythm
{
    /// <summary>People at work: weekdays from seven to eighteen o'clock UTC, hardly anything at weekends.</summary>
    Office,

    /// <summary>Customers: day and night with a wave, a little less at weekends.</summary>
    AllDay,

    /// <summary>A job that runs from one to four o'clock, every night.</summary>
    Nightly,

    /// <summary>Nothing, ever.</summary>
    Silent,
}
