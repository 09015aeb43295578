namespace Claviger.Core.Alerts;

/// <summary>What is sent, before a channel gives it its form. Kept with the delivery, so that every attempt says the same.</summary>
/// <param name="Event">As the wire says it.</param>
/// <param name="AlertId">Null: of a test or digest.</param>
/// <param name="DedupKey">The same for everything about one alert.</param>
/// <param name="OwnerId">Whom the word <c>owner</c> means; null: nobody.</param>
/// <param name="Lines">Further lines under the text: a digest's.</param>
public sealed record AlertMessage(
    string Event, string? AlertId, string DedupKey, string? Rule, string? Kind, string Severity, string? SubjectType, string? SubjectId, string? SubjectName, string? WorkspaceId, string? OwnerId,
    string Title, string Text, IReadOnlyDictionary<string, string> Figures, DateTimeOffset At, IReadOnlyList<string> Lines);
