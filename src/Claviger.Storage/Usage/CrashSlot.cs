using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Claviger.Core;
using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>A usage record as bytes in the crash file: fixed size, with a checksum, because a power cut may leave half a page.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct CrashSlot
{
    public const int Size = 112;

    private ulong _idHigh, _idLow;
    private long _atMs, _cost;
    private long _input, _write5m, _write1h, _read, _output, _search;
    private int _organization, _workspace, _key, _model;
    private short _status;
    private byte _outcome, _tier, _geo, _speed, _isClaudeCode, _unused; // what was unused is zero in older files
    private uint _checksum;
    private int _owner; // zero in files of version 0.1: nobody known

    public static CrashSlot Of(in UsageRecord record)
    {
        var slot = new CrashSlot
        {
            _idHigh = (ulong)(record.RequestId >> 64),
            _idLow = (ulong)record.RequestId,
            _atMs = record.AtMs,
            _cost = record.Cost.Nanos,
            _input = record.Tokens.InputTokens,
            _write5m = record.Tokens.CacheWrite5mTokens,
            _write1h = record.Tokens.CacheWrite1hTokens,
            _read = record.Tokens.CacheReadTokens,
            _output = record.Tokens.OutputTokens,
            _search = record.Tokens.WebSearchRequests,
            _organization = record.Organization,
            _workspace = record.Workspace,
            _key = record.Key,
            _model = record.Model,
            _owner = record.Owner,
            _status = (short)record.Status,
            _outcome = (byte)record.Outcome,
            _tier = (byte)record.Tokens.Tier,
            _isClaudeCode = (byte)(record.Session == ClaudeCodeSession.None ? 0 : 1), // which session is not worth the room
            _geo = (byte)record.Tokens.Geo,
            _speed = (byte)record.Tokens.Speed,
        };
        slot._checksum = slot.Sum();
        return slot;
    }

    public readonly bool IsWhole => _checksum == Sum();

    /// <summary>A call that is free however it ended.</summary>
    public readonly bool CostsNothing => _outcome == (byte)UsageOutcome.Free;

    public readonly UsageRecord ToRecord(UsageOutcome? instead = null) => new()
    {
        RequestId = new UInt128(_idHigh, _idLow),
        AtMs = _atMs,
        Organization = _organization,
        Workspace = _workspace,
        Key = _key,
        Model = _model,
        Owner = _owner,
        Session = _isClaudeCode == 0 ? ClaudeCodeSession.None : ClaudeCodeSession.Unknown,
        Outcome = instead ?? (UsageOutcome)_outcome,
        Status = _status,
        Tokens = new TokenUsage
        {
            InputTokens = _input,
            CacheWrite5mTokens = _write5m,
            CacheWrite1hTokens = _write1h,
            CacheReadTokens = _read,
            OutputTokens = _output,
            WebSearchRequests = _search,
            Tier = (ServiceTier)_tier,
            Geo = (InferenceGeo)_geo,
            Speed = (Speed)_speed,
        },
        Cost = new Money(_cost),
    };

    private readonly uint Sum()
    {
        var copy = this;
        copy._checksum = 0;
        var crc = 0x5EED_C1A0u; // an all-zero page must not look whole
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(MemoryMarshal.AsBytes(new ReadOnlySpan<CrashSlot>(in copy))))
            crc = BitOperations.Crc32C(crc, word);
        return crc;
    }

    static CrashSlot()
    {
        if (Unsafe.SizeOf<CrashSlot>() != Size) throw new InvalidOperationException("the crash file's layout changed: give it a new format number");
    }
}
