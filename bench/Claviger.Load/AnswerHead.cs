using System.Buffers.Text;

namespace Claviger.Load;

/// <summary>The few things of an answer's head that a load client must know.</summary>
internal readonly record struct AnswerHead(int Status, int HeadBytes, int ContentLength)
{
    /// <summary>False until the head is whole. <see cref="ContentLength"/> is -1 for chunked answers.</summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out AnswerHead head)
    {
        head = default;
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var text = received[..(end + 2)];
        _ = Utf8Parser.TryParse(text[9..12], out int status, out _);
        var length = text.IndexOf("\r\nContent-Length: "u8);
        if (length < 0 || !Utf8Parser.TryParse(text[(length + "\r\nContent-Length: ".Length)..], out int bytes, out _)) bytes = -1;
        head = new AnswerHead(status, end + 4, bytes);
        return true;
    }
}
