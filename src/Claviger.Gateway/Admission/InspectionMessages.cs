namespace Claviger.Gateway.Admission;

/// <summary>
/// The public text of every inspection fault: the field, what is wrong, and the fix. Answered as a 400 <c>invalid_request_error</c>.
/// No text of the body is ever repeated.
/// </summary>
public static class InspectionMessages
{
    /// <param name="result">A refusal.</param>
    /// <param name="line">The 0-based line of a batch, if one is to blame.</param>
    public static string Of(InspectionResult result, int line = -1)
    {
        var text = Of(result.Fault);
        if (IsAboutTheBody(result.Fault)) text = $"{text} (at byte {result.Position})";
        var field = result.Field;
        if (line >= 0) field = field.Length == 0 ? $"requests.{line}" : $"requests.{line}.{field}";
        return field.Length == 0 ? text : $"{field}: {text}";
    }

    private static bool IsAboutTheBody(InspectionFault fault) =>
        fault is > InspectionFault.ByteOrderMark and <= InspectionFault.PropertyNameTooLong;

    private static string Of(InspectionFault fault) => fault switch
    {
        InspectionFault.Empty => "the request body is empty; send a JSON object",
        InspectionFault.ByteOrderMark => "the request body starts with a byte order mark; send UTF-8 without one",
        InspectionFault.InvalidUtf8 => "the request body is not valid UTF-8; encode it as UTF-8",
        InspectionFault.Truncated => "the request body ends in the middle of its JSON; send all of it",
        InspectionFault.Malformed => "the request body is not valid JSON; check the syntax",
        InspectionFault.TrailingData => "text follows the JSON object; send one object and nothing else",
        InspectionFault.TooDeep => "the JSON is nested more than 64 levels deep; flatten it",
        InspectionFault.LoneSurrogate => @"a string has half of a \u surrogate pair; send both halves, or the character itself",
        InspectionFault.BodyNotAnObject => "the request body must be a JSON object; wrap the fields in braces",
        InspectionFault.DuplicateProperty => "the same property is given twice in one object; send it once",
        InspectionFault.TooManyProperties => "more than 512 unknown top-level properties; remove those that are not part of the API",
        InspectionFault.PropertyNameTooLong => "a top-level property name is longer than 256 bytes; use the names of the API",
        InspectionFault.FieldRequired => "field required; add it to the request",
        InspectionFault.NotAString => "must be a string; put the value in quotes",
        InspectionFault.NotAnInteger => "must be an integer written in plain digits; remove quotes, fraction and exponent",
        InspectionFault.NotABoolean => "must be true or false, without quotes",
        InspectionFault.NotAnArray => "must be an array; wrap the value in brackets",
        InspectionFault.NotAnObject => "must be an object; wrap its fields in braces",
        InspectionFault.NotAStringOrObject => "must be a string or an object",
        InspectionFault.EmptyString => "must not be empty; give a value",
        InspectionFault.StringTooLong => "must be at most 256 bytes long; shorten it",
        InspectionFault.NumberNegative => "must be 0 or more; remove the minus sign",
        InspectionFault.NumberTooLarge => "must be at most 2147483647; lower it",
        InspectionFault.FallbackWithoutModel => "each entry must be a model name or an object with `model`; add the model",
        InspectionFault.NoRequests => "must have at least one request; add one",
        InspectionFault.TooManyRequests => "must have at most 100000 requests; split the batch",
        InspectionFault.BadCustomId => "must be 1 to 64 letters, digits, underscores or hyphens; choose such an id",
        InspectionFault.DuplicateCustomId => "is used by an earlier request of the batch; make each custom_id unique",
        InspectionFault.StreamInBatch => "streaming is not possible in a batch; remove the field or send false",
        InspectionFault.SpeedInBatch => "is not supported in a batch; remove the field",
        InspectionFault.ZeroMaxTokensInBatch => "must be at least 1 in a batch; raise it",
        _ => "the request was refused", // a fault without its own text is still a refusal; the test of this file names it
    };
}
