// The whole life of an organization by the official SDK; what Anthropic's API lacks goes by its plain post().
import { admin, all, ask, client, failure, report } from './harness.mjs';

const anthropic = admin();
const path = (rest) => '/v1/organizations' + rest;
const status = async (key) => (await failure(() => client(key, { maxRetries: 0 }).messages.create(ask())))?.status ?? 200;

const workspace = await anthropic.organization.workspaces.create({ name: 'Life by TypeScript', tags: { made_by: 'sdk' } });

const join = async (email) => {
  const invite = await anthropic.organization.invites.create({ email, role: 'developer' });
  const accepted = await anthropic.post(path('/invites/accept'), { body: { acceptance_token: invite.acceptance_token } });
  await anthropic.organization.workspaces.members.add(workspace.id, { user_id: accepted.user.id, workspace_role: 'workspace_developer' });
  return accepted;
};
const ada = await join('ada-ts@example.org');
await anthropic.organization.workspaces.members.update(ada.user.id, { workspace_id: workspace.id, workspace_role: 'workspace_admin' });
const grace = await join('grace-ts@example.org');
const hers = client(grace.secret);

const made = await hers.post(path('/api_keys'), { body: { workspace_id: workspace.id, environment: 'staging', service: 'life-typescript' } });
const personal = await hers.post(path('/api_keys'), { body: { workspace_id: workspace.id, environment: 'staging', service: 'life-ts-laptop', personal: true } });
const before = [await status(made.secret), await status(personal.secret)];

const rotated = await hers.post(path(`/api_keys/${made.api_key.id}/rotate`), { body: { overlap_seconds: 3600 } });
const overlap = [await status(made.secret), await status(rotated.secret)];
await hers.post(path(`/api_keys/${made.api_key.id}/secrets/${rotated.previous.id}/end`));
const ended = await status(made.secret);

const left = await anthropic.post(path(`/users/${grace.user.id}/offboard`), { body: { hand_over: true, rotate: true, overlap_seconds: 0 } });
const after = [await status(personal.secret), await status(rotated.secret), (await failure(() => hers.organization.retrieve())).status, await status(left.secrets[0].secret)];
const gone = await failure(() => anthropic.organization.users.retrieve(grace.user.id));
const key = await anthropic.organization.apiKeys.retrieve(made.api_key.id);

const archived = await anthropic.organization.workspaces.archive(workspace.id);
report({
  before,
  overlap,
  ended,
  after,
  gone: gone.name,
  heir: left.offboarding.service_keys[0].new_owner.user_id === ada.user.id && key.owner.id === ada.user.id,
  archived: archived.archived_at !== null,
  atLast: await status(left.secrets[0].secret),
  members: (await all(anthropic.organization.users.list())).map((user) => user.email),
});
