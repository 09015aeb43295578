using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Claviger.Storage.Moving;

/// <summary>Sum of the rows' hashes: the same whatever the order of rows, another for any value, row or copy of a row more or less.</summary>
internal sealed class RowsDigest
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _head = new byte[9];
    private readonly byte[] _row = new byte[32];
    private UInt128 _high, _low;

    public long Rows { get; private set; }

    /// <param name="value">A whole number, a text, bytes, or DBNull.</param>
    public void Add(object value)
    {
        switch (value)
        {
            case long number: Head(1, number); break;
            case string text: Head(2, Encoding.UTF8.GetByteCount(text)); _hash.AppendData(Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Head(3, bytes.Length); _hash.AppendData(bytes); break;
            case DBNull: Head(4, 0); break;
            default: throw new StorageException($"a value of a kind that no table has: {value.GetType().Name}");
        }
    }

    public void EndRow()
    {
        _hash.GetHashAndReset(_row);
        _high += BinaryPrimitives.ReadUInt128BigEndian(_row);
        _low += BinaryPrimitives.ReadUInt128BigEndian(_row.AsSpan(16));
        Rows++;
    }

    public override string ToString() => $"{_high:x32}{_low:x32}";

    private void Head(byte kind, long value)
    {
        _head[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(_head.AsSpan(1), value);
        _hash.AppendData(_head);
    }
}
