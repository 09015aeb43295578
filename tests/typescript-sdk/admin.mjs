import { admin, all, ask, client, failure, report } from './harness.mjs';

const anthropic = admin();
const me = await anthropic.organization.retrieve();
const users = await all(anthropic.organization.users.list());
const user = await anthropic.organization.users.retrieve(users[0].id);

const made = await anthropic.organization.workspaces.create({ name: 'By TypeScript', tags: { team: 'core' } });
const renamed = await anthropic.organization.workspaces.update(made.id, { name: 'Renamed by TypeScript', tags: { team: null } });
const archived = await anthropic.organization.workspaces.archive(made.id);
const live = await all(anthropic.organization.workspaces.list({ limit: 1 }));
const every = await all(anthropic.organization.workspaces.list({ include_archived: true, include_default: true }));

const keys = await all(anthropic.organization.apiKeys.list({ limit: 1 }));
const own = keys.find((key) => key.name === 'prod-backend');
const off = await anthropic.organization.apiKeys.update(own.id, { status: 'inactive' });
const refused = await failure(() => client().messages.create(ask()));
const on = await anthropic.organization.apiKeys.update(own.id, { status: 'active' });
await client().messages.create(ask());

report({
  me: [me.type, me.id.length],
  user: user.email,
  workspace: [made.name, renamed.name, Object.keys(renamed.tags).length, archived.archived_at !== null],
  live: live.map((workspace) => workspace.name),
  every: every.map((workspace) => workspace.name),
  statuses: [off.status, on.status],
  refused: refused.name,
  stranger: (await failure(() => client().organization.retrieve())).status,
  missing: await failure(() => anthropic.organization.workspaces.retrieve('wrkspc_01Missing')),
});
