namespace Claviger.Gateway.Admission;

/// <summary>What one inspection found: nothing wrong, or the first fault.</summary>
/// <param name="Position">Byte offset in the body at or just before the fault.</param>
/// <param name="Field">The field to blame, one of a fixed set of names; empty when the body as a whole is. Never text of the caller.</param>
public readonly record struct InspectionResult(InspectionFault Fault, int Position, string Field)
{
    public static InspectionResult Accepted => new(InspectionFault.None, 0, "");

    public bool IsAccepted => Fault == InspectionFault.None;
}
