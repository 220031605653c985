// NLP.js (npm package node-nlp) on Jalon's sentences: trained once, then one JSON line an answer.
// Started by bench/readers.py in var/bench/nlpjs: node nlpjs.js TRAINING.json QUESTIONS.json
const fs = require("fs");
const { NlpManager } = require("node-nlp");

async function main() {
  const [learnt, asked] = process.argv.slice(2).map((name) => JSON.parse(fs.readFileSync(name, "utf8")));
  const manager = new NlpManager({ languages: ["fr"], autoSave: false, nlu: { log: false } });
  for (const [text, intent] of learnt) manager.addDocument("fr", text, intent);
  const begun = process.hrtime.bigint();
  await manager.train();
  console.log(JSON.stringify({ training_s: Number(process.hrtime.bigint() - begun) / 1e9 }));
  await manager.process("fr", "bonjour");
  for (const text of asked) {
    const start = process.hrtime.bigint();
    const read = await manager.process("fr", text);
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    const ranking = (read.classifications || []).map((c) => c.intent).slice(0, 5);
    console.log(JSON.stringify({ intent: read.intent, ranking, ms }));
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
