using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>Strings, numbers, booleans and nulls, noted by place and name.</summary>
internal ref partial struct BodyWalk
{
    /// <summary>Bytes of <c>metadata.user_id</c> worth keeping: clients put JSON text there, a few hundred bytes long.</summary>
    private const int MaxUserIdBytes = 4096;

    private bool Scalar()
    {
        ref var frame = ref Top;
        if (HoldsLoneSurrogate()) return Fail(InspectionFault.LoneSurrogate, frame.Property);
        if (frame.Place == Place.Opaque) return true;
        if (frame.Place == Place.McpServers) _shape.HasMcpServers = true;
        if (frame.IsArray) return frame.Place != Place.Fallbacks || FallbackName();
        if (frame.Property == Field.Unknown) return true;
        if (!Allows(frame, Wants.Of(Reader.TokenType))) return false;
        if (frame.Place == Place.Root) return TopLevel(frame.Property);

        switch (frame.Property)
        {
            case Field.MaxUses when frame.Place == Place.Tool:
                return Integer(Field.MaxUses, out frame.MaxUses);
            case Field.MaxTokens when frame.Place == Place.Fallback:
                return FallbackMaxTokens();
            case Field.Speed or Field.ServiceTier or Field.InferenceGeo when frame.Place == Place.Fallback:
                _shape.FallbackChangesRate |= Reader.TokenType != JsonTokenType.Null;
                _shape.FallbackChangesGeo |= frame.Property == Field.InferenceGeo && Reader.TokenType != JsonTokenType.Null;
                return true;
            case Field.Ttl when frame.Place == Place.CacheControl:
                frame.IsLong = !(Reader.TokenType == JsonTokenType.Null || (Reader.TokenType == JsonTokenType.String && Reader.ValueTextEquals("5m"u8)));
                return true;
            default:
                return Reader.TokenType != JsonTokenType.String || Text(ref frame);
        }
    }

    private bool TopLevel(Field field)
    {
        switch (field)
        {
            case Field.Stream:
                _shape.Stream = Reader.TokenType == JsonTokenType.True;
                return true;
            case Field.MaxTokens:
                if (!Integer(field, out var tokens)) return false;
                _shape.MaxTokens = tokens;
                return true;
        }

        if (Reader.TokenType != JsonTokenType.String) return true; // null: absent
        switch (field)
        {
            case Field.Model:
                if (!NameValue(field, out var model)) return false;
                if (model.IsEmpty) return Fail(InspectionFault.EmptyString, field);
                _shape.Model = model;
                return true;
            case Field.InferenceGeo:
                if (!NameValue(field, out var geo)) return false;
                _shape.GeoText = geo;
                _shape.Geo = Is(geo, "global"u8) ? RequestedGeo.Global : Is(geo, "us"u8) ? RequestedGeo.Us : RequestedGeo.Unknown;
                return true;
            case Field.Speed:
                if (!NameValue(field, out var speed)) return false;
                _shape.Speed = Is(speed, "standard"u8) ? RequestedSpeed.Standard : Is(speed, "fast"u8) ? RequestedSpeed.Fast : RequestedSpeed.Unknown;
                return true;
            case Field.ServiceTier:
                if (!NameValue(field, out var tier)) return false;
                _shape.ServiceTier = Is(tier, "auto"u8) ? RequestedTier.Auto : Is(tier, "standard_only"u8) ? RequestedTier.StandardOnly : RequestedTier.Unknown;
                return true;
            case Field.Container:
                if (!NameValue(field, out var container)) return false;
                _shape.ContainerId = container;
                return true;
            case Field.FileId: // no field of the API today; a reference all the same
                if (!NameValue(field, out var file)) return false;
                _shape.FileIdList.Add(file);
                _shape.UnknownSources++;
                return true;
            case Field.UserProfileId:
                if (!NameValue(field, out var profile)) return false;
                _shape.UserProfileId = profile;
                return true;
            default:
                return true;
        }
    }

    /// <summary>A string below the top level, under a name we know.</summary>
    private bool Text(ref Frame frame)
    {
        BodySlice text;
        switch (frame.Property)
        {
            case Field.Type:
                frame.Type = TypeWord.Unknown;
                if (frame.Place == Place.Tool)
                {
                    if (!NameValue(Field.Type, out frame.TypeText)) return false;
                    frame.Type = TypeWords.Of(_shape.Read(_body, frame.TypeText));
                }
                else if (Reader.ValueSpan.Length <= 6 * TypeWords.LongestWord)
                {
                    text = Slice();
                    frame.Type = TypeWords.Of(_shape.Read(_body, text));
                    if (text.Unescaped) _shape.Forget(text);
                }

                return true;
            case Field.FileId when frame.Place is not (Place.McpServers or Place.Metadata):
                if (!NameValue(Field.FileId, out text)) return false;
                frame.HasFileId = true;
                _shape.FileIdList.Add(text);
                return true;
            case Field.Data when frame.Place == Place.Source:
                frame.DataBytes = Reader.ValueSpan.Length;
                return true;
            case Field.Name when frame.Place == Place.Tool:
                return NameValue(Field.Name, out frame.Name);
            case Field.Model when frame.Place is Place.Tool or Place.Fallback or Place.Elsewhere && _branch is not (Field.Messages or Field.System):
                if (!NameValue(Field.Model, out text)) return false;
                if (text.IsEmpty) return Fail(InspectionFault.EmptyString, Field.Model);
                _shape.OtherModelList.Add(text);
                return true;
            case Field.Id when frame.Place == Place.Container:
                if (!NameValue(Field.Id, out text)) return false;
                _shape.ContainerId = text;
                return true;
            case Field.SkillId when frame.Place == Place.Skill:
                return NameValue(Field.SkillId, out frame.Name);
            case Field.UserId when frame.Place == Place.Metadata:
                if (Reader.ValueSpan.Length <= MaxUserIdBytes) _shape.UserId = Slice();
                return true;
            default:
                return true;
        }
    }
}
