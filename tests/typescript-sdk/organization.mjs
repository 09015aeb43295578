// Every family of the Admin API that Claviger serves, by the official SDK's own methods; what only Claviger has goes by post().
import Anthropic from '@anthropic-ai/sdk';
import { all, client, counting, report, url } from './harness.mjs';

const fetch = counting();
const anthropic = client(process.env.CLAVIGER_ADMIN_KEY, { fetch });
const organization = anthropic.organization;
const beta = anthropic.beta.organization;
const path = (rest) => '/v1/organizations' + rest;

/** Which class of the SDK an error is, and what it says of itself. */
const refusal = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return [error.constructor.name, error.status, error.errorCode ?? null, error instanceof Anthropic.APIError];
  }
};

/** Walks pages of one item, and counts the calls that it took. */
const walk = async (page, id = (item) => item.id) => {
  const before = fetch.calls.length;
  const items = await all(page());
  return { ids: items.map(id), calls: fetch.calls.length - before };
};

// organization, users, invites
const me = await organization.retrieve();
const join = async (email, role = 'user') => {
  const invite = await organization.invites.create({ email, role });
  return anthropic.post(path('/invites/accept'), { body: { acceptance_token: invite.acceptance_token } });
};
const [ada, grace, alan] = [await join('ada-walk@example.org', 'developer'), await join('grace-walk@example.org'), await join('alan-walk@example.org')];
const invite = await organization.invites.create({ email: 'later@example.org', role: 'billing' });
const invites = {
  kept: (await organization.invites.retrieve(invite.id)).status,
  walked: await walk(() => organization.invites.list({ limit: 1, statuses: ['pending', 'accepted'] })),
  pending: (await all(organization.invites.list({ statuses: ['pending'], roles: ['billing'] }))).map((one) => one.email),
  again: await refusal(() => organization.invites.create({ email: 'LATER@example.org', role: 'user' })),
  member: await refusal(() => organization.invites.create({ email: 'ada-walk@example.org', role: 'user' })),
  deleted: (await organization.invites.delete(invite.id)).type,
};
const first = await organization.users.list({ limit: 2 });
const users = {
  walked: await walk(() => organization.users.list({ limit: 1 })),
  backwards: (await all(organization.users.list({ limit: 1, before_id: alan.user.id }))).length,
  next: [first.data.length, first.has_more, first.hasNextPage()],
  found: (await all(organization.users.list({ email: 'ADA-WALK@example.org' }))).map((user) => user.id === ada.user.id),
  developers: (await all(organization.users.list({ roles: ['developer', 'billing'] }))).map((user) => user.email),
  changed: (await organization.users.update(grace.user.id, { role: 'claude_code_user' })).role,
  missing: await refusal(() => organization.users.retrieve('user_01Missing')),
};

// workspaces, their members, keys
const workspace = await organization.workspaces.create({
  name: 'Walk',
  tags: { team: 'walk' },
  external_key_id: 'ekey_01Walk',
  data_residency: { workspace_geo: 'us', allowed_inference_geos: ['us'], default_inference_geo: 'us' },
});
const opened = await organization.workspaces.update(workspace.id, { data_residency: { allowed_inference_geos: 'unrestricted', default_inference_geo: 'global' }, tags: { team: null } });
const members = organization.workspaces.members;
for (const person of [ada, grace, alan]) await members.add(workspace.id, { user_id: person.user.id, workspace_role: 'workspace_user' });
const workspaces = {
  residency: [workspace.data_residency, opened.data_residency],
  key: [workspace.external_key_id, workspace.user_profile_id, workspace.compartment_id.length > 4],
  walked: await walk(() => organization.workspaces.list({ limit: 1, include_archived: true, include_default: true })),
  some: (await all(organization.workspaces.list({ ids: [workspace.id, 'wrkspc_01Missing'] }))).map((one) => one.name),
  members: await walk(() => members.list(workspace.id, { limit: 2 }), (member) => member.user_id),
  raised: (await members.update(ada.user.id, { workspace_id: workspace.id, workspace_role: 'workspace_admin' })).workspace_role,
  read: (await members.retrieve(ada.user.id, { workspace_id: workspace.id })).type,
  removed: (await members.remove(alan.user.id, { workspace_id: workspace.id })).type,
};
const made = await client(ada.secret).post(path('/api_keys'), { body: { workspace_id: workspace.id, environment: 'staging', service: 'walk' } });
const keys = {
  walked: await walk(() => organization.apiKeys.list({ limit: 1, status: 'active' })),
  scope: (await organization.apiKeys.retrieve(made.api_key.id)).scope,
  renamed: (await organization.apiKeys.update(made.api_key.id, { name: 'staging-walk-two' })).name,
  of: (await all(organization.apiKeys.list({ workspace_id: workspace.id }))).map((key) => key.id === made.api_key.id),
  ended: (await organization.apiKeys.update(made.api_key.id, { status: 'archived' })).status,
};

// rate limits
const rates = await all(organization.rateLimits.list({ limit: 2 }));
const group = rates.find((rate) => rate.group.type === 'model_group');
const override = await organization.workspaces.rateLimits.update(group.id, { workspace_id: workspace.id, limits: [{ type: 'requests_per_minute', value: 50 }] });
const rateLimits = {
  all: rates.length === (await all(organization.rateLimits.list())).length,
  models: group.models.length > 0,
  set: override.limits.map((limit) => [limit.type, limit.value, limit.source.type]),
  own: (await all(organization.workspaces.rateLimits.list(workspace.id))).map((rate) => rate.rate_limit_id === group.id),
  inherited: (await all(organization.workspaces.rateLimits.list(workspace.id, { include_inherited: true }))).length > 1,
  cleared: (await organization.workspaces.rateLimits.update(group.id, { workspace_id: workspace.id, limits: [{ type: 'requests_per_minute', value: null }] })).limits.length,
  unknown: await refusal(() => all(organization.rateLimits.list({ model: 'claude-none' }))),
};

// spend limits and requests for higher ones
const limit = await organization.spendLimits.create({ scope: { type: 'user', user_id: ada.user.id }, amount: '5000', period: 'monthly' });
const shared = await organization.spendLimits.create({ scope: { type: 'workspace', workspace_id: workspace.id }, amount: '100', period: 'monthly' });
const ask = (person, body) => client(person.secret).post(path('/spend_limit_increase_requests'), { body: { reason: 'walk', ...body } });
const own = await ask(ada, { amount: '9000' });
const theirs = await ask(grace, { amount: '200', scope: { type: 'workspace', workspace_id: workspace.id } });
const increases = organization.spendLimits.increaseRequests;
const requests = {
  walked: await walk(() => increases.list({ limit: 1 })),
  pending: (await all(beta.spendLimits.increaseRequests.list({ status: ['pending'], actor_ids: [ada.user.id] }))).map((one) => [one.actor.email_address, one.spend_summary.amount, one.spend_summary.actor.user_id === ada.user.id]),
  approved: await increases.approve(own.id, { amount: '8000', suppress_notification: true }).then((one) => [one.status, one.spend_limit.amount, one.resolved_by.type]),
  denied: [(await increases.deny(theirs.id, {})).status, (await increases.deny(theirs.id, {})).status],
  late: await refusal(() => increases.deny(own.id, {})),
  read: (await increases.retrieve(own.id)).resolved_at !== null,
};
const spendLimits = {
  walked: await walk(() => beta.spendLimits.list({ limit: 1 })),
  betas: fetch.calls.filter((call) => call.headers['anthropic-beta']?.includes('spend-limit-reads-2026-09-26')).length > 0,
  effective: (await all(organization.spendLimits.effective.list({ user_ids: [ada.user.id] }))).map((row) => [row.amount, row.period, row.period_to_date_spend, row.source.type]),
  one: (await organization.spendLimits.retrieve(limit.id)).amount,
  deleted: (await organization.spendLimits.delete(shared.id)).type,
};

// service accounts, groups, roles
const accounts = organization.serviceAccounts;
const account = await accounts.create({ name: 'walker', description: 'walks' });
const robot = await accounts.create({ name: 'walker-two' });
const places = organization.workspaces.serviceAccounts;
const serviceAccounts = {
  walked: await walk(() => accounts.list({ limit: 1 })),
  changed: (await accounts.update(account.id, { description: 'walks on' })).description,
  twice: await refusal(() => accounts.create({ name: 'walker' })),
  added: (await accounts.workspaces.add(account.id, { workspace_id: workspace.id, workspace_role: 'workspace_user' })).workspace_role,
  seen: [(await places.retrieve(account.id, { workspace_id: workspace.id })).type, (await places.update(account.id, { workspace_id: workspace.id, workspace_role: 'workspace_developer' })).workspace_role],
  of: (await all(accounts.workspaces.list(account.id))).map((one) => one.implicit ?? false),
  in: (await all(places.list(workspace.id))).map((one) => one.service_account_id === account.id),
  removed: (await places.remove(account.id, { workspace_id: workspace.id })).type,
  archived: (await accounts.archive(robot.id)).archived_at !== null,
};
const rbac = organization.rbacGroups;
const group1 = await rbac.create({ name: 'Walkers' });
await rbac.create({ name: 'Others' });
await rbac.members.add(group1.id, { user_id: ada.user.id });
await rbac.members.add(group1.id, { user_id: grace.user.id });
const groups = {
  walked: await walk(() => rbac.list({ limit: 1 })),
  renamed: (await rbac.update(group1.id, { name: 'Walkers all' })).name,
  members: (await walk(() => rbac.members.list(group1.id, { limit: 1 }), (member) => member.user_id)).ids.length,
  left: (await rbac.members.remove(grace.user.id, { rbac_group_id: group1.id })).type,
  missing: await refusal(() => rbac.retrieve('rbac_group_01Missing')),
  deleted: (await rbac.delete(group1.id)).type,
};
const some = await all(organization.rbacRoles.list({ limit: 3 }));
const roles = {
  names: some.map((role) => role.display_name).length > 5,
  one: (await organization.rbacRoles.retrieve(some[0].id)).id === some[0].id,
  permissions: (await all(organization.rbacRoles.permissions.list(some[0].id))).length > 0,
  missing: await refusal(() => organization.rbacRoles.retrieve('rbac_role_01Missing')),
};

// ends, and what is refused by whom
const archived = await organization.workspaces.archive(workspace.id);
const removed = await organization.users.remove(alan.user.id);
report({
  me: me.type,
  users,
  invites,
  workspaces,
  keys,
  rateLimits,
  requests,
  spendLimits,
  serviceAccounts,
  groups,
  roles,
  ends: [archived.archived_at !== null, removed.type],
  denied: await refusal(() => client(grace.secret).organization.users.list()),
  stranger: await refusal(() => client('clva_wrong').organization.retrieve()),
  cursor: await refusal(() => all(organization.spendLimits.list({ page: 'page_wrong' }))),
  both: await refusal(() => organization.users.list({ after_id: 'user_01A', before_id: 'user_01B' })),
  unknown: await refusal(() => organization.workspaces.update(workspace.id, { nmae: 'x' })),
  elsewhere: fetch.calls.filter((call) => !call.url.startsWith(url + '/') && !call.url.startsWith('data:')).length,
  versions: [...new Set(fetch.calls.filter((call) => call.url.startsWith(url)).map((call) => call.headers['anthropic-version']))],
});
