import { Readable } from 'node:stream';
import { toFile } from '@anthropic-ai/sdk';
import { all, client, counting, elsewhere, failure, model, other, report } from './harness.mjs';

const fetch = counting();
const anthropic = client(undefined, { fetch });

const fromBytes = await anthropic.files.upload({ file: await toFile(Buffer.from('some text'), 'bytes.txt', { type: 'text/plain' }) });
const fromStream = await anthropic.files.upload({ file: await toFile(Readable.from(['some ', 'text']), 'stream.txt') });
const fromNetwork = await anthropic.files.upload({ file: new Response('some text') });
const sent = [fromBytes, fromStream, fromNetwork];

const listed = await all(anthropic.files.list({ limit: 2 }));
const metadata = await anthropic.files.retrieveMetadata(fromStream.id);
const foreign = await failure(() => other().files.retrieveMetadata(fromBytes.id));
const missing = await failure(() => other().files.retrieveMetadata('file_01Missing'));
const foreignDelete = await failure(() => other().files.delete(fromBytes.id));
const foreignList = await all(other().files.list());
const download = await failure(() => anthropic.files.download(fromBytes.id));
const deleted = await anthropic.files.delete(fromBytes.id);
const gone = await failure(() => anthropic.files.retrieveMetadata(fromBytes.id));

const made = await anthropic.messages.create({ model, max_tokens: 1024, messages: [{ role: 'user', content: 'Make a file' }], metadata: { user_id: 'sim:made-file=1' } });
const madeId = made.content.find((block) => block.type === 'bash_code_execution_tool_result').content.content[0].file_id;
const madeText = await (await anthropic.files.download(madeId)).text();

const skill = await anthropic.skills.create({ display_name: 'a skill', files: [await toFile(Buffer.from('---\nname: a\n---\n'), 'a/SKILL.md')] });
const skills = await all(anthropic.skills.list());
const foreignSkills = await all(other().skills.list());
await anthropic.skills.delete(skill.id);

const models = await all(anthropic.models.list({ limit: 3 }));
const alias = await anthropic.models.retrieve(model);

report({
  sizes: sent.map((file) => file.size_bytes),
  listed: listed.map((file) => file.id),
  uploaded: sent.map((file) => file.id).reverse(),
  metadata: metadata.filename,
  sameRefusal: foreign.message === missing.message && foreign.name === missing.name,
  foreign: foreign.name,
  foreignDelete: foreignDelete.status,
  foreignList: foreignList.length,
  download: download.status,
  deleted: deleted.id === fromBytes.id,
  gone: gone.status,
  madeText,
  skills: skills.map((one) => one.id).includes(skill.id),
  foreignSkills: foreignSkills.length,
  models: models.length > 10,
  alias: alias.id,
  elsewhere: elsewhere(fetch),
});
