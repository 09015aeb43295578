namespace Claviger.Gateway.Admission;

/// <summary>One line of a batch, good until the visitor returns: the shape and its slices are reused for the next line.</summary>
/// <param name="Index">0-based.</param>
/// <param name="Shape">Of <c>params</c>; its slices are read against the whole batch body.</param>
/// <param name="ParamsOffset">Bytes from the start of the batch body to the opening brace of <c>params</c>.</param>
public readonly record struct BatchLine(int Index, string CustomId, RequestShape Shape, int ParamsOffset, int ParamsLength);

/// <summary>Called for each line in order, before the lines after it are known to be good: act on nothing until the whole batch is accepted.</summary>
public delegate void BatchLineVisitor(in BatchLine line);

/// <param name="Line">The 0-based line to blame; -1 when it is the batch as a whole.</param>
/// <param name="Lines">Lines accepted so far; all of them when the batch is.</param>
public readonly record struct BatchInspectionResult(InspectionResult Result, int Line, int Lines)
{
    public bool IsAccepted => Result.IsAccepted;
}
