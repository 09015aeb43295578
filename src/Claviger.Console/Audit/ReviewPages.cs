using System.Globalization;
using Claviger.Console.Http;
using Claviger.Control.Audit;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Audit;

/// <summary>That somebody has read the log (S12).</summary>
internal static class ReviewPages
{
    private const string Room = AuditPages.Room + "/reviews";
    private const int Rows = 50;

    public static void MapReviews(this IEndpointRouteBuilder console)
    {
        console.MapGet(Room, (HttpContext http, AuditReader reader, ListAuditReviews reviews) => Show(ConsoleCall.Of(http), reader, reviews, null, null)).Needs(Permission.AuditRead);
        console.MapPost(Room, async (HttpContext http, AuditReader reader, ListAuditReviews reviews, RecordAuditReview use) =>
        {
            var call = ConsoleCall.Of(http);
            var (upTo, note) = (call.Field("up_to"), call.Field("note"));
            long? last = null;
            if (upTo is not null)
            {
                if (!long.TryParse(upTo, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Show(call, reader, reviews, upTo, note, Problem.Invalid("up_to", "the number of an entry"));
                last = number;
            }

            var (_, problem) = await use.RunAsync(call.Viewer.Actor, new RecordAuditReviewRequest(last, note), call.Aborted);
            return problem is null ? ConsoleCall.Go(Room, "review-recorded") : Show(call, reader, reviews, upTo, note, problem);
        }).Needs(Permission.AuditReview);
    }

    private static IResult Show(ConsoleCall call, AuditReader reader, ListAuditReviews reviews, string? upTo, string? note, Problem? problem = null)
    {
        var (page, denied) = reviews.Run(call.Viewer.Actor, ConsoleCall.Ask(("limit", $"{Rows}"), ("page", call.Query("page"))));
        if (page is null || reader.Status(call.Viewer) is not { } status) return call.Fault(problem ?? denied!);
        return call.Page<AuditReviewsPage, AuditReviewsModel>(new AuditReviewsModel(
            status, page, reader.NamesOf(call.Viewer, page.Data), upTo ?? status.Entries.ToString(CultureInfo.InvariantCulture), note, call.Query("page") is null), problem);
    }
}
