import { ask, client, counting, failure, report } from './harness.mjs';

const of = {};
for (const status of [400, 403, 404, 413, 429, 500, 529]) of[status] = await failure(() => client(undefined, { maxRetries: 0 }).messages.create(ask(`status=${status}`)));

// The test has told the simulator to fail the first of these once.
const tries = async (call) => {
  const fetch = counting();
  const error = await failure(() => call(client(undefined, { fetch, maxRetries: 2 })));
  return { tries: fetch.calls.length, error };
};
const retried = await tries((anthropic) => anthropic.messages.create(ask('in=5')));
const told = await tries((anthropic) => anthropic.messages.create(ask('status=529; should-retry=false')));
const unknownModel = await tries((anthropic) => anthropic.messages.create(ask(null, { model: 'claude-nobody-1' })));

const fetchOfStranger = counting();
const stranger = await failure(() => client('clvk_unknown', { fetch: fetchOfStranger }).messages.create(ask()));
const inStream = await failure(async () => {
  for await (const _ of await client().messages.create(ask('out=100; error-after=6', { stream: true })));
});

const controller = new AbortController();
let seen = 0;
let aborted = false;
try {
  for await (const _ of await client().messages.create(ask('out=6000; in=70', { stream: true, max_tokens: 8192 }), { signal: controller.signal })) if (++seen === 5) controller.abort();
} catch (error) {
  aborted = error.name;
}

report({ of, retried, told, unknownModel, stranger: { tries: fetchOfStranger.calls.length, error: stranger }, inStream, seen, aborted, stopped: controller.signal.aborted });
