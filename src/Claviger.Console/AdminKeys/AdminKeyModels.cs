using Claviger.Control.AdminKeys;
using Claviger.Core.Contracts;

namespace Claviger.Console.AdminKeys;

/// <param name="Names">Of owners and makers, by id.</param>
public sealed record AdminKeyListModel(AdminKeyRows Page, IReadOnlyDictionary<string, string> Names, string? Owner, string? Status, bool IsFirstPage);

/// <param name="Name">What stands in the form.</param>
public sealed record AdminKeyModel(AdminKeyView Key, IReadOnlyDictionary<string, string> Names, string? Name);

/// <param name="Accounts">Service accounts that a key may act as; null: the viewer may see none.</param>
public sealed record NewAdminKeyModel(IReadOnlyList<(string Id, string Name)>? Accounts, NewAdminKeySent Sent);

/// <param name="Owner">organization, user or service_account.</param>
/// <param name="Narrow">Held to the scopes.</param>
public sealed record NewAdminKeySent(string? Name, string Owner, string? Account, bool Narrow, IReadOnlyList<string> Scopes, string? Expires);

/// <param name="Address">Of this server, as the browser reached it.</param>
public sealed record NewAdminSecretModel(AdminKeyView Key, string Secret, string Address);
