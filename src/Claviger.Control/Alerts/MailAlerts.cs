using System.Net.Sockets;
using System.Security.Cryptography;
using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Storage;
using Claviger.Storage.Members;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Claviger.Control.Alerts;

/// <summary>
/// Plain text mails. What the server has not said 250 to, after the whole message, counts as not sent. A recipient that it refuses for good is
/// left out if another is taken; one that it refuses for now fails the attempt before anything is sent, so that nobody gets it twice.
/// </summary>
public sealed class MailAlerts(AlertOptions options, Database database, TimeProvider clock) : IAlertSender
{
    public const string Admins = "admins", Owner = "owner";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public AlertChannelType Type => AlertChannelType.Email;

    public async Task SendAsync(AlertChannel channel, AlertChannelSecret? secret, AlertDeliveryId id, AlertMessage message, CancellationToken ct)
    {
        if (options.Smtp is not { } server) throw new AlertNotSentException("no mail server is configured: set smtp.host and smtp.from");
        var recipients = Recipients(channel, message);
        if (recipients.Count == 0) throw new AlertNotSentException("nobody is left to send it to: the channel's words mean no member");
        using var mail = Mail(server, recipients, id, message, clock.GetUtcNow());
        using var patience = new CancellationTokenSource(Patience); // of a socket: real time
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        using var client = new LenientClient { Timeout = 20_000, CheckCertificateRevocation = false };
        try
        {
            if (server.CaFile is { } file) client.ServerCertificateValidationCallback = Authorities.Callback(Authorities.Of(await File.ReadAllTextAsync(file, either.Token)));
            await client.ConnectAsync(server.Host, server.Port, server.Security switch { "tls" => SecureSocketOptions.SslOnConnect, "none" => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls }, either.Token);
            if (server.Username is { } user) await client.AuthenticateAsync(user, server.Password ?? "", either.Token);
            await client.SendAsync(mail, either.Token);
        }
        catch (Exception error) when (IsOfTheWay(error) && !ct.IsCancellationRequested)
        {
            throw new AlertNotSentException(patience.IsCancellationRequested ? $"{server.Host} took longer than {Patience.TotalSeconds:0} seconds" : $"{server.Host}: {OneLine(error.Message)}", error);
        }

        try
        {
            await client.DisconnectAsync(quit: true, either.Token);
        }
        catch (Exception error) when (IsOfTheWay(error))
        {
            // It has taken the mail; how it says good-bye is no matter.
        }
    }

    internal static MimeMessage Mail(SmtpOptions server, IReadOnlyList<string> recipients, AlertDeliveryId id, AlertMessage message, DateTimeOffset at)
    {
        var mail = new MimeMessage { MessageId = $"{id.Value}@{MailboxAddress.Parse(server.From).Domain}", Date = at, Subject = OneLine(message.Title) };
        mail.From.Add(MailboxAddress.Parse(server.From));
        foreach (var recipient in recipients) mail.To.Add(new MailboxAddress("", recipient));
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // so that absence notes don't answer
        if (message.AlertId is { } alert) mail.Headers.Add("X-Claviger-Alert", alert);
        List<string> lines = [message.Text, .. message.Lines];
        if (message.Rule is { } rule)
        {
            lines.Add("");
            if (message.SubjectName is not null) lines.Add($"About:    {OneLine(message.SubjectName)} ({message.SubjectType} {message.SubjectId})");
            lines.Add($"Severity: {message.Severity}");
            lines.Add($"Rule:     {OneLine(rule)} ({message.Kind})");
            if (message.AlertId is not null) lines.Add($"Alert:    {message.AlertId} (claviger alerts ack {message.AlertId} says that you know)");
        }

        mail.Body = new TextPart("plain") { Text = string.Join("\r\n", lines.Select(OneLine)) + "\r\n" };
        return mail;
    }

    private List<string> Recipients(AlertChannel channel, AlertMessage message)
    {
        using var reader = database.Read();
        var members = MemberStore.All(reader, channel.Organization);
        var admins = members.Where(member => member.Role == OrganizationRole.Admin).Select(member => member.Email).ToList();
        var owner = members.FirstOrDefault(member => member.Id.Value == message.OwnerId)?.Email;
        var all = channel.Addresses.SelectMany(address => address switch { Admins => admins, Owner => owner is null ? [] : [owner], _ => [address] }).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        // Somebody must hear of a machine's key too.
        return all.Count > 0 ? all : admins;
    }

    /// <summary>No name can begin a header, or a line of its own.</summary>
    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    private static bool IsOfTheWay(Exception error) =>
        error is CommandException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or System.Security.Authentication.AuthenticationException or MailKit.Security.AuthenticationException or SslHandshakeException
            or CryptographicException or UnauthorizedAccessException or IOException or SocketException or OperationCanceledException or TimeoutException or NotSupportedException;

    private sealed class LenientClient : SmtpClient
    {
        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            if ((int)response.StatusCode is >= 400 and < 500) base.OnRecipientNotAccepted(message, mailbox, response);
        }
    }
}
