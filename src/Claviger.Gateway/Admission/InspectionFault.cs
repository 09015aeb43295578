namespace Claviger.Gateway.Admission;

/// <summary>Why a request body was refused before anything was sent upstream. The public text of each is in <see cref="InspectionMessages"/>.</summary>
public enum InspectionFault : byte
{
    None = 0,

    // The bytes.
    Empty,
    ByteOrderMark,
    InvalidUtf8,
    Truncated,
    Malformed,
    TrailingData,
    TooDeep,
    LoneSurrogate,
    BodyNotAnObject,

    // Names. A name given twice lets two parsers read two different requests from one body.
    DuplicateProperty,
    TooManyProperties,
    PropertyNameTooLong,

    // Values of fields that govern price, permission or ownership.
    FieldRequired,
    NotAString,
    NotAnInteger,
    NotABoolean,
    NotAnArray,
    NotAnObject,
    NotAStringOrObject,
    EmptyString,
    StringTooLong,
    NumberNegative,
    NumberTooLarge,
    FallbackWithoutModel,

    // Batches.
    NoRequests,
    TooManyRequests,
    BadCustomId,
    DuplicateCustomId,
    StreamInBatch,
    SpeedInBatch,
    ZeroMaxTokensInBatch,
}
