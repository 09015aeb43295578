import { ask, client, legacy, model, report } from './harness.mjs';

const anthropic = client();
const plain = await anthropic.messages.create(ask('in=33; out=21'));
const old = await legacy().messages.create(ask('in=33; out=21'));

const events = [];
let text = '';
for await (const event of await anthropic.messages.create(ask('out=200; split; ping=2; unknown-event=1', { stream: true }))) {
  events.push(event.type);
  if (event.type === 'content_block_delta') text += event.delta.text;
}

const helped = anthropic.messages.stream(ask('out=50', { system: 'Be Ünïcödé', stream: undefined }));
let pieces = '';
helped.on('text', (piece) => (pieces += piece));
const final = await helped.finalMessage();

const tool = await anthropic.messages.create(
  ask('out=60', { tools: [{ name: 'weather', input_schema: { type: 'object', properties: { city: { type: 'string' } } } }], tool_choice: { type: 'tool', name: 'weather' } }),
);
const thought = await anthropic.messages.create(ask('out=100; think=30', { max_tokens: 4096, thinking: { type: 'enabled', budget_tokens: 2048 } }));
const count = await anthropic.messages.countTokens({ model, messages: [{ role: 'user', content: 'Hello' }] });
const { response, request_id } = await anthropic.messages.create(ask()).withResponse();

report({
  plain: [plain.usage.input_tokens, plain.usage.output_tokens, plain.stop_reason],
  old: old.usage.output_tokens,
  events: events.filter((type) => type !== 'content_block_delta'),
  streamed: text.length,
  broken: text.includes('\uFFFD'),
  helped: pieces === final.content[0].text && final.usage.output_tokens,
  tool: [tool.stop_reason, tool.content[0].type, tool.content[0].name],
  thought: thought.content.map((block) => block.type),
  counted: count.input_tokens > 0,
  requestId: request_id,
  workspace: response.headers.get('anthropic-workspace-id'),
});
