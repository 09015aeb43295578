namespace Claviger.Core.Keys;

/// <summary>The ordinary CRC-32 (ISO-HDLC, as zlib and PNG use it). It catches typing errors; it protects nothing.</summary>
public static class Crc32
{
    private const int Block = 8;

    // Row k tells what a byte does that k more bytes follow: eight characters in one step instead of eight that wait for each other.
    private static readonly uint[] Table = Build();

    public static uint Of(ReadOnlySpan<char> ascii)
    {
        var (crc, table) = (uint.MaxValue, Table);
        while (ascii.Length >= Block)
        {
            var head = crc ^ ((byte)ascii[0] | (uint)(byte)ascii[1] << 8 | (uint)(byte)ascii[2] << 16 | (uint)(byte)ascii[3] << 24);
            crc = table[(7 << 8) + (byte)head] ^ table[(6 << 8) + (byte)(head >> 8)] ^ table[(5 << 8) + (byte)(head >> 16)] ^ table[(4 << 8) + (byte)(head >> 24)]
                ^ table[(3 << 8) + (byte)ascii[4]] ^ table[(2 << 8) + (byte)ascii[5]] ^ table[(1 << 8) + (byte)ascii[6]] ^ table[(byte)ascii[7]];
            ascii = ascii[Block..];
        }

        foreach (var c in ascii) crc = table[(byte)(crc ^ c)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] Build()
    {
        var table = new uint[Block * 256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }

        for (var i = 256; i < table.Length; i++) table[i] = table[(byte)table[i - 256]] ^ (table[i - 256] >> 8);
        return table;
    }
}
