namespace Claviger.Control.Alerts;

/// <summary>The mail server that alerts go through.</summary>
/// <param name="Security">starttls, tls or none.</param>
/// <param name="CaFile">Certificates of the only authorities that may have signed the server's; null: those that the system trusts.</param>
/// <param name="From">Address that mails come from.</param>
public sealed record SmtpOptions(string Host, int Port, string Security, string? Username, string? Password, string From, string? CaFile = null)
{
    public override string ToString() => nameof(SmtpOptions);
}
