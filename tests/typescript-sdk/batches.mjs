import { all, client, counting, elsewhere, failure, model, other, report } from './harness.mjs';

const fetch = counting();
const anthropic = client(undefined, { fetch });
const request = (custom_id) => ({ custom_id, params: { model, max_tokens: 1024, messages: [{ role: 'user', content: 'Line ' + custom_id }], metadata: { user_id: 'sim:in=30; out=10' } } });

const made = [];
for (const name of ['one', 'two', 'three']) made.push(await anthropic.messages.batches.create({ requests: [request(name + '-a'), request(name + '-b')] }));
const ended = await anthropic.messages.batches.retrieve(made[0].id);
const results = [];
for await (const line of await anthropic.messages.batches.results(made[0].id)) results.push(`${line.custom_id} ${line.result.type} ${line.result.message.usage.service_tier}`);

const canceled = await anthropic.messages.batches.cancel(made[1].id);
const listed = await all(anthropic.messages.batches.list({ limit: 1 }));
const foreign = await failure(() => other().messages.batches.retrieve(made[0].id));
const foreignResults = await failure(async () => all(await other().messages.batches.results(made[0].id)));
const bad = await failure(() => anthropic.messages.batches.create({ requests: [request('same'), request('same')] }));
const deleted = await anthropic.messages.batches.delete(made[0].id);

report({
  ids: made.map((batch) => batch.id),
  status: [made[0].processing_status, ended.processing_status, canceled.processing_status],
  resultsUrl: ended.results_url,
  results: results.sort(),
  listed: listed.map((batch) => batch.id),
  foreign: [foreign.name, foreignResults.name],
  bad: bad.message,
  deleted: deleted.type,
  elsewhere: elsewhere(fetch),
});
