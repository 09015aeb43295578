using Claviger.Simulator.Organizations;
using Claviger.Simulator.Script;

namespace Claviger.Simulator;

/// <summary>How a simulator starts. The defaults suit a test: loopback, a free port, honest answers.</summary>
public sealed record SimulatorOptions
{
    public const string DefaultUpstreamKey = "sk-ant-sim-upstream-key";

    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>The only credential it accepts, in <c>x-api-key</c> or as a Bearer.</summary>
    public string UpstreamKey { get; init; } = DefaultUpstreamKey;

    /// <summary>Answers are a function of the seed and the request body, ids of the seed and the order of arrival.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Serves delays and the dates of batches, files and skills; never part of a message.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The base of every messages answer; queued scripts replace it, words of the request go over it.</summary>
    public ResponseScript Script { get; init; } = ResponseScript.Plain;

    public string OrganizationId { get; init; } = "5f2d7f0e-6a41-4c0b-9d3e-0c1f5a7b9e21";
    public string WorkspaceId { get; init; } = "wrkspc_01SimulatedWorkspace00001";

    /// <summary>What its Admin API shows; null: it has none.</summary>
    public RecordedOrganization? Organization { get; init; }

    /// <summary>What <c>usage.inference_geo</c> says when the request asks for nothing (a workspace's default).</summary>
    public string DefaultInferenceGeo { get; init; } = "global";

    /// <summary>Bill entries that stay readable one by one; totals are always whole.</summary>
    public int BillEntriesKept { get; init; } = 16_384;

    /// <summary>The last requests kept byte for byte; 0 switches the recorder off and costs nothing.</summary>
    public int RequestsRecorded { get; init; }

    /// <summary>Runs handlers on the socket threads: 40-50 % more throughput at saturation, slower one at a time.</summary>
    public bool InlineScheduling { get; init; }
}
