// What every script shares: clients for the gateway named in the environment, and one line of JSON at the end.
import Anthropic from '@anthropic-ai/sdk';

const env = process.env;
export const url = env.CLAVIGER_URL;
export const model = 'claude-haiku-4-5';

export const client = (key = env.CLAVIGER_KEY, more = {}) => new Anthropic({ baseURL: url, apiKey: key, authToken: null, ...more });
export const other = () => client(env.CLAVIGER_OTHER_KEY);
export const admin = () => client(env.CLAVIGER_ADMIN_KEY);

/** As clients before version 1.0 send a key. */
export const legacy = () => client(null, { defaultHeaders: { 'x-api-key': env.CLAVIGER_KEY } });

/** A fetch that counts what is really sent, and keeps what was sent. */
export const counting = () => {
  const counted = async (target, init) => {
    counted.calls.push({ url: String(target), method: init?.method, headers: Object.fromEntries(new Headers(init?.headers)) });
    return fetch(target, init);
  };
  counted.calls = [];
  return counted;
};

/** Calls that went past the gateway. The SDK tries out what its fetch can do on a data: URL, which goes nowhere. */
export const elsewhere = (fetch) => fetch.calls.map((call) => call.url).filter((target) => !target.startsWith(url + '/') && !target.startsWith('data:'));

/** A message request; the script tells the simulator how to answer. */
export const ask = (script, more = {}) => ({
  model,
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'Hello' }],
  ...(script ? { metadata: { user_id: 'sim:' + script } } : {}),
  ...more,
});

/** Name, status and type of the error that a call ends with. */
export const failure = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status ?? null, type: error.error?.error?.type ?? null, message: error.error?.error?.message ?? error.message, requestId: error.requestID ?? null };
  }
};

export const all = async (page) => {
  const items = [];
  for await (const item of page) items.push(item);
  return items;
};

export const report = (results) => process.stdout.write(JSON.stringify(results) + '\n');
