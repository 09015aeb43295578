using System.Text;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Core.Workspaces;

namespace Claviger.Gateway.Admission;

/// <summary>
/// What a workspace demands of every request for inference: where it is worked on, and for which user profile. Bodies pass unchanged, so
/// what a request doesn't name can't be put in: where that could break the demand, the request is refused.
/// </summary>
internal static class WorkspaceRules
{
    // Anthropic's nearest codes, workspace_policy_violation and key_profile_mismatch, are about external keys (SDK 1.12.0): these are ours.
    private static readonly RefusalExtras NotAllowedHere = new("inference_geo_not_allowed", [("field", "inference_geo")], null, []);
    private static readonly RefusalExtras NotNamed = new("inference_geo_required", [("field", "inference_geo")], null, []);
    private static readonly RefusalExtras NoProfile = new("user_profile_required", [("field", "user_profile_id")], null, []);
    private static readonly RefusalExtras OtherProfile = new("user_profile_mismatch", [("field", "user_profile_id")], null, []);

    /// <param name="upstreamDefault">The geography that upstream gives a request which names none; null: nobody said.</param>
    public static Refused CheckGeo(DataResidency residency, RequestShape shape, ModelEntry model, InferenceGeo? upstreamDefault)
    {
        if (residency.IsOpen) return default;
        // A fallback may say another geography than its request; upstream's rule for one that says none is the request's (unverified).
        if (shape.FallbackChangesGeo) return new(Refusal.GeoNotAllowed, "fallbacks: in this workspace a fallback may not name its own inference_geo", NotAllowedHere);
        if (shape.Geo is RequestedGeo.Us or RequestedGeo.Global)
        {
            var named = shape.Geo == RequestedGeo.Us ? InferenceGeo.Us : InferenceGeo.Global;
            return residency.Allows(named) ? default : NotAllowed(residency, GeoNames.Of(named));
        }

        if (shape.Geo != RequestedGeo.Absent) return default; // without a price, and so refused by that
        // Models of before work wherever upstream likes, and their requests can't name anything.
        if (!model.AcceptsInferenceGeo)
            return residency.Allows(InferenceGeo.Global) ? default : new(Refusal.GeoNotAllowed, $"model: {model.Id} can't be held to a geography, and this workspace allows only {GeoNames.TextOf(residency.Allowed)}", NotAllowedHere);
        if (upstreamDefault == residency.Default) return default;
        var wanted = GeoNames.Of(residency.Default);
        return new(Refusal.GeoNotNamed, $"inference_geo: send \"{wanted}\", this workspace's default; Claviger passes requests unchanged and can't add it", NotNamed);
    }

    /// <param name="bound">The workspace's profile; null: it has none.</param>
    /// <param name="named">Empty: the request names none.</param>
    public static Refused CheckProfile(string? bound, ReadOnlySpan<byte> named)
    {
        if (bound is null) return default;
        if (named.IsEmpty) return new(Refusal.UserProfileRequired, $"user_profile_id: send \"{bound}\"; every request of this workspace must name it", NoProfile);
        return Ascii.Equals(named, bound) ? default : new(Refusal.UserProfileMismatch, $"user_profile_id: must be \"{bound}\" in this workspace", OtherProfile);
    }

    private static Refused NotAllowed(DataResidency residency, string named) =>
        new(Refusal.GeoNotAllowed, $"inference_geo: {named} is not allowed in this workspace, which allows {GeoNames.TextOf(residency.Allowed)}", NotAllowedHere);
}
