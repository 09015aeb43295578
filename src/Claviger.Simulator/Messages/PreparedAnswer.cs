using Claviger.Core;
using Claviger.Simulator.Script;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Messages;

/// <summary>An answer ready to send: either a refusal, or bytes with their price. Immutable, so many requests share one.</summary>
internal sealed class PreparedAnswer
{
    private PreparedAnswer(ResponseScript script) => Script = script;

    public ResponseScript Script { get; }
    public Refusal? Refusal { get; private init; }
    public AnswerPlan? Plan { get; private init; }
    public byte[] Bytes { get; private init; } = [];

    /// <summary>Null for a JSON answer.</summary>
    public FrameMark[]? Marks { get; private init; }

    public Money FullAmount { get; private init; }

    /// <summary>temperature, top_p or top_k were sent: refused under the newest version.</summary>
    public bool HasSampling { get; private init; }

    public static PreparedAnswer Refused(Refusal refusal, ResponseScript script) => new(script) { Refusal = refusal };

    public static PreparedAnswer Of(AnswerPlan plan, MessageRequest request)
    {
        var (bytes, marks) = request.Stream ? EventFrames.Of(plan) : (MessageJson.Whole(plan), null);
        return new PreparedAnswer(plan.Script)
        {
            Plan = plan,
            Bytes = bytes,
            Marks = marks,
            FullAmount = plan.FullCharge.Amount(),
            HasSampling = request.HasSampling,
        };
    }
}
