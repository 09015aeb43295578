namespace Claviger.Gateway.Admission;

/// <summary>Containers judged as they close, when their <c>type</c> is known wherever it stood.</summary>
internal ref partial struct BodyWalk
{
    private bool Close()
    {
        ref var frame = ref Top;
        if (!frame.IsArray && frame.Place != Place.Opaque && !CloseObject(ref frame)) return false;
        if (--_open == 0) return true;

        ref var parent = ref Top;
        if (frame.Place == Place.Source)
            (parent.HasSource, parent.SourceType, parent.DataBytes) = (true, frame.Type, frame.DataBytes);
        if (parent.Place == Place.Block && parent.Property == Field.Input && parent.Type == TypeWord.Absent)
            (parent.InputSeenEarly, parent.InputFilesTo, parent.InputUnknownTo) = (true, _shape.FileIdList.Count, _shape.UnknownSources);
        return true;
    }

    private bool CloseObject(ref Frame frame)
    {
        switch (frame.Place)
        {
            case Place.Root:
                return CloseRoot(frame);
            case Place.Message:
                _shape.MessageCount++;
                break;
            case Place.Block:
                CloseBlock(frame);
                break;
            case Place.Source or Place.Citations or Place.McpServers:
                return true; // a source is its block's to judge; citations and server addresses add no input
            case Place.Elsewhere:
                if (frame.Type is TypeWord.Image or TypeWord.Document or TypeWord.File or TypeWord.Url or TypeWord.Base64)
                    _shape.UnknownSources++;
                break;
            case Place.CacheControl:
                if (frame.IsLong) _shape.CachesFor1h = true;
                else _shape.CachesFor5m = true;
                break;
            case Place.Tool:
                _shape.ToolCount++;
                if (frame.Type is not (TypeWord.Absent or TypeWord.Custom))
                    _shape.TypedToolList.Add(new TypedTool(frame.TypeText, frame.Name, frame.MaxUses));
                break;
            case Place.Fallback when !Met(frame, Field.Model):
                return Fail(InspectionFault.FallbackWithoutModel, Field.Fallbacks);
            case Place.Skill when Met(frame, Field.SkillId):
                _shape.SkillList.Add(new SkillReference(frame.Name, frame.Type == TypeWord.Anthropic));
                break;
            case Place.Thinking:
                _shape.ThinkingEnabled = frame.Type != TypeWord.Disabled;
                break;
            case Place.ToolChoice:
                _shape.ToolChoice = frame.Type switch
                {
                    TypeWord.Auto => RequestedToolChoice.Auto,
                    TypeWord.None => RequestedToolChoice.None,
                    TypeWord.Any => RequestedToolChoice.Any,
                    TypeWord.Tool => RequestedToolChoice.Tool,
                    _ => RequestedToolChoice.Unknown,
                };
                break;
        }

        if (frame.HasFileId && frame.Type != TypeWord.FileMention) _shape.UnknownSources++;
        return true;
    }

    /// <summary>Base64 leaves the text only here, where upstream is sure to read it as an image or a PDF; anywhere else it counts as text.</summary>
    private readonly void CloseBlock(in Frame block)
    {
        if (block.Type == TypeWord.ToolUse && block.InputSeenEarly)
        {
            _shape.FileIdList.RemoveRange(block.InputFilesFrom, block.InputFilesTo - block.InputFilesFrom);
            _shape.UnknownSources -= block.InputUnknownTo - block.InputUnknownFrom;
        }

        switch (block.Type, block.HasSource ? block.SourceType : TypeWord.Absent)
        {
            case (TypeWord.Image, TypeWord.Base64):
                _shape.ImagesInline++;
                _shape.PayloadBytes += block.DataBytes;
                break;
            case (TypeWord.Image, TypeWord.Url):
                _shape.ImagesByUrl++;
                break;
            case (TypeWord.Image, TypeWord.File):
                _shape.ImagesByFile++;
                break;
            case (TypeWord.Document, TypeWord.Base64):
                _shape.PdfsInline++;
                _shape.PayloadBytes += block.DataBytes;
                break;
            case (TypeWord.Document, TypeWord.Url):
                _shape.DocumentsByUrl++;
                break;
            case (TypeWord.Document, TypeWord.File):
                _shape.DocumentsByFile++;
                break;
            case (TypeWord.Document, TypeWord.Text or TypeWord.Content):
                _shape.DocumentsAsText++;
                break;
            case (TypeWord.Text or TypeWord.Plain or TypeWord.ToolUse or TypeWord.FileMention, _) when !block.HasSource:
                break;
            default:
                _shape.UnknownSources++;
                break;
        }
    }

    private bool CloseRoot(in Frame root)
    {
        _shape.TextBytes = _textBytes - _shape.PayloadBytes;
        if (!Met(root, Field.Model)) return Fail(InspectionFault.FieldRequired, Field.Model);
        if (_limits.MaxTokensRequired && !Met(root, Field.MaxTokens)) return Fail(InspectionFault.FieldRequired, Field.MaxTokens);
        if (!Met(root, Field.Messages)) return Fail(InspectionFault.FieldRequired, Field.Messages);
        if (!_limits.InBatch) return true;

        if (_shape.Stream) return Fail(InspectionFault.StreamInBatch, Field.Stream);
        if (_shape.Speed != RequestedSpeed.Absent) return Fail(InspectionFault.SpeedInBatch, Field.Speed);
        return _shape.MaxTokens != 0 || Fail(InspectionFault.ZeroMaxTokensInBatch, Field.MaxTokens);
    }

    private static bool Met(in Frame frame, Field field) => (frame.Seen & (1UL << (int)field)) != 0;
}
