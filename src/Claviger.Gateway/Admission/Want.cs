using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>The kinds of value a governing field may have. Optional fields may be null: that is upstream's to take as absent or to refuse.</summary>
[Flags]
internal enum Want : byte
{
    Anything = 0,
    Null = 1,
    String = 2,
    Integer = 4,
    Boolean = 8,
    Array = 16,
    Object = 32,
}

internal static class Wants
{
    public static Want Of(Place place, Field field, bool maxTokensRequired) => place switch
    {
        Place.Root => OfRoot(field, maxTokensRequired),
        Place.Block or Place.Source => field switch
        {
            Field.FileId => Want.String | Want.Null,
            Field.CacheControl => Want.Object | Want.Null,
            _ => Want.Anything,
        },
        Place.Tool => field switch
        {
            Field.Type or Field.Name => Want.String | Want.Null,
            Field.MaxUses => Want.Integer | Want.Null,
            Field.CacheControl => Want.Object | Want.Null,
            _ => Want.Anything,
        },
        Place.Fallback => field switch
        {
            Field.Model => Want.String,
            Field.MaxTokens => Want.Integer | Want.Null,
            _ => Want.Anything,
        },
        Place.Container => field switch
        {
            Field.Id => Want.String | Want.Null,
            Field.Skills => Want.Array | Want.Null,
            _ => Want.Anything,
        },
        Place.Skill => field is Field.SkillId or Field.Type ? Want.String : Want.Anything,
        Place.Metadata => field == Field.UserId ? Want.String | Want.Null : Want.Anything,
        _ => Want.Anything,
    };

    private static Want OfRoot(Field field, bool maxTokensRequired) => field switch
    {
        Field.Model => Want.String,
        Field.MaxTokens => maxTokensRequired ? Want.Integer : Want.Integer | Want.Null,
        Field.Messages => Want.Array,
        Field.Stream => Want.Boolean | Want.Null,
        Field.Tools or Field.McpServers or Field.Fallbacks => Want.Array | Want.Null,
        Field.ServiceTier or Field.Speed or Field.InferenceGeo or Field.UserProfileId => Want.String | Want.Null,
        Field.CacheControl or Field.Metadata or Field.Thinking or Field.ToolChoice => Want.Object | Want.Null,
        Field.Container => Want.String | Want.Object | Want.Null,
        _ => Want.Anything,
    };

    public static Want Of(JsonTokenType token) => token switch
    {
        JsonTokenType.Null => Want.Null,
        JsonTokenType.String => Want.String,
        JsonTokenType.Number => Want.Integer,
        JsonTokenType.True or JsonTokenType.False => Want.Boolean,
        JsonTokenType.StartArray => Want.Array,
        _ => Want.Object,
    };

    /// <summary>The fault of a value that is none of <paramref name="want"/>.</summary>
    public static InspectionFault Fault(this Want want) => (want & ~Want.Null) switch
    {
        Want.String => InspectionFault.NotAString,
        Want.Integer => InspectionFault.NotAnInteger,
        Want.Boolean => InspectionFault.NotABoolean,
        Want.Array => InspectionFault.NotAnArray,
        Want.Object => InspectionFault.NotAnObject,
        _ => InspectionFault.NotAStringOrObject,
    };
}
