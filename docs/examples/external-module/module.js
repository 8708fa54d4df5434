// A driver of Castellan that runs beside it: window blinds, here simulated. Copy it and replace `actions`.
//
//   npm ci
//   CASTELLAN_URL=http://127.0.0.1:8080 CASTELLAN_TOKEN=$(./castellan token) CASTELLAN_KAFKA=127.0.0.1:9092 node module.js
const { readFileSync } = require('node:fs');
const { Kafka, logLevel } = require('kafkajs');

const url = process.env.CASTELLAN_URL ?? 'http://127.0.0.1:8080';
const broker = process.env.CASTELLAN_KAFKA ?? '127.0.0.1:9092';
const folder = process.env.CASTELLAN_KAFKA_CERTIFICATES; // In a cluster, by TLS: ca.crt, user.crt and user.key lie there.
const file = (name) => readFileSync(`${folder}/${name}`, 'utf8');
const ssl = folder && { ca: [file('ca.crt')], cert: file('user.crt'), key: file('user.key') };

const manifest = {
  id: process.env.MODULE_ID ?? 'blinds',
  name: 'Blinds',
  icon: 'menu-outline',
  settings: [
    { id: 'motor', type: 'number', required: true },
    { id: 'key', type: 'text', secret: true },
  ],
  actions: [
    { id: 'getState', name: 'Get state', safe: true },
    {
      id: 'move',
      name: 'Move',
      idempotent: true,
      settings: [{ id: 'position', type: 'slider', min: 0, max: 100, step: 1, default: 100 }],
    },
  ],
};

/** What each action does, once for each attempt; the answer is the action's result. A thrown error is its failure. */
const positions = new Map();
const actions = {
  getState: ({ smartobject }) => ({ position: positions.get(smartobject.id) ?? 0 }),
  move: ({ smartobject, settings, arguments: { position } }) => {
    if (settings.motor < 1) throw new Error('There is no such motor');
    positions.set(smartobject.id, position);
    return { position };
  },
};

/**
 * The latest replies. Kafka may bring a request again, for instance when its reply could not be sent: then it is answered
 * as before, and nothing is done twice. Where that must hold through a restart too, keep them with what the action changes.
 */
const replies = new Map();
const MOST_REPLIES = 10_000;

async function replyTo(request) {
  const attempt = `${request.executionId}:${request.attempt}`;
  if (!replies.has(attempt)) {
    replies.set(attempt, await act(request));
    if (replies.size > MOST_REPLIES) replies.delete(replies.keys().next().value);
  }
  return { module: manifest.id, replyToken: request.replyToken, ...replies.get(attempt) };
}

async function act(request) {
  try {
    return { status: 'succeeded', result: await actions[request.action](request) };
  } catch (error) {
    return { status: 'failed', message: error.message, temporary: false };
  }
}

/** Tells Castellan what this module can do, and learns on which topics they speak. */
async function register() {
  const response = await fetch(`${url}/modules`, {
    method: 'POST',
    headers: { Authorization: process.env.CASTELLAN_TOKEN, 'Content-Type': 'application/json' },
    body: JSON.stringify(manifest),
  });
  const answer = await response.json();
  if (answer.error) throw new Error(`${answer.code}: ${answer.message} ${JSON.stringify(answer.data)}`);
  return answer.data;
}

async function run() {
  const { requests, results } = await register();
  const kafka = new Kafka({ clientId: manifest.id, brokers: [broker], ssl, logLevel: logLevel.ERROR });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: `module-${manifest.id}`, sessionTimeout: 10_000 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: requests, fromBeginning: true });

  const say = (key, value) => producer.send({ topic: results, messages: [{ key, value: JSON.stringify(value) }] });
  const beat = () => say(manifest.id, { module: manifest.id, instance: `${process.pid}` }).catch(console.error);

  await consumer.run({
    eachMessage: async ({ message }) => {
      const request = JSON.parse(message.value.toString());
      if (new Date(request.deadline) < new Date()) return; // Nobody waits for it any more.
      await say(message.key.toString(), await replyTo(request));
    },
  });
  await beat();
  const heart = setInterval(beat, 5_000);
  console.log(`${manifest.id} answers on ${requests}`);

  const stop = async () => {
    clearInterval(heart);
    await consumer.disconnect();
    await producer.disconnect();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

run().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
