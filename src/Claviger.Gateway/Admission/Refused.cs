namespace Claviger.Gateway.Admission;

/// <summary>A refusal and what to tell the caller. The default value means "not refused".</summary>
/// <param name="Message">Null: the refusal's standing text.</param>
/// <param name="Extras">Null where a limit has nothing to do with it.</param>
public readonly record struct Refused(Refusal Refusal, string? Message = null, RefusalExtras? Extras = null)
{
    public bool IsRefused => Refusal != Refusal.None;

    public static implicit operator Refused(Refusal refusal) => new(refusal);
}
