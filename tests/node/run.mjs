// Runs a model file with onnxruntime-node: node run.mjs FOLDER MODEL <inputs.json
// FOLDER has the package in its node_modules. Inputs are a list of {dims, data} in the order of the model's inputs, all float32; outputs are printed alike, with their names.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, model] = process.argv.slice(2);
const { InferenceSession, Tensor } = createRequire(join(folder, 'package.json'))('onnxruntime-node');
const inputs = JSON.parse(readFileSync(0, 'utf8'));
const session = await InferenceSession.create(model, { graphOptimizationLevel: 'disabled', intraOpNumThreads: 1 });
const feeds = Object.fromEntries(session.inputNames.map((name, i) => [name, new Tensor('float32', Float32Array.from(inputs[i].data), inputs[i].dims)]));
const outputs = await session.run(feeds);
console.log(JSON.stringify(session.outputNames.map(name => ({ name, dims: outputs[name].dims, data: Array.from(outputs[name].data) }))));
