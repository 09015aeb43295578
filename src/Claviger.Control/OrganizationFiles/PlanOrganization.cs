using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Control.OrganizationFiles;

/// <summary>What would have to happen for the organization to be as a file says, and the file that says how it is.</summary>
public sealed class PlanOrganization(ReadOrganizationState state)
{
    private const int MostFaults = 20;

    public Outcome<OrganizationPlanView> Run(Actor actor, PlanOrganizationRequest request)
    {
        if (!actor.May(Permission.OrganizationFileRead)) return Denial.Of(Permission.OrganizationFileRead);
        var (file, problem) = Read(request.Document);
        if (file is null) return problem!;
        var now = state.Run(actor.Organization);
        var plan = OrganizationPlanner.Plan(file, now, request.AllowDelete == true);
        return FaultIn(plan, file, now) is { } impossible ? impossible : PlanViews.Of(plan);
    }

    public Outcome<OrganizationFileView> Export(Actor actor) => actor.May(Permission.OrganizationFileRead)
        ? new OrganizationFileView("organization_file", OrganizationFileWriter.Write(state.Run(actor.Organization).File))
        : Denial.Of(Permission.OrganizationFileRead);

    internal static Outcome<OrganizationFile> Read(JsonElement document)
    {
        var (file, faults) = OrganizationFileReader.Read(document);
        return faults.Count == 0 ? file : Refused(faults);
    }

    /// <summary>What no act could do, told before any is tried.</summary>
    internal static Problem? FaultIn(OrganizationPlan plan, OrganizationFile file, OrganizationState now)
    {
        var faults = PlanFaults.In(plan, file, now).ToList();
        return faults.Count == 0 ? null : Refused(faults);
    }

    private static Problem Refused(IReadOnlyList<FileFault> faults) => new(
        ProblemKind.InvalidRequest, string.Join("; ", faults.Take(MostFaults)) + (faults.Count > MostFaults ? $"; and {faults.Count - MostFaults} more" : ""), "document", "organization_file_invalid");
}
