import { encodeCheckpoint } from '@partita/checkpoints/bytes';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { filesOf, readFolder, zipped, type Files } from '../src/page/run-folder.ts';

const checkpoint = { metadata: { interval: '1', step: '7' }, tensors: { x: { shape: [1], data: Float32Array.of(2) } } };
const folder: Files = {
  'experiment.json': strToU8('{ "dataset": "hg", "executor": "local", "plugins": ["/elsewhere/own.mjs"] }'),
  'plan.json': strToU8('{ "intervals": [{ "index": 0, "start": 0.001, "end": 1 }] }'),
  'own.mjs': strToU8('export default 1;'),
  'evaluation.safetensors': strToU8('pictures, not weights'),
  'intervals/0001/checkpoint.safetensors': encodeCheckpoint(checkpoint),
  'intervals/0001/checkpoint.previous.safetensors': strToU8('an older one'),
  'intervals/0001/events.jsonl': strToU8('{"type":"started","step":0}\n{"type":"progr'),
};
const file = (name: string, bytes: Uint8Array): File => new File([bytes as Uint8Array<ArrayBuffer>], name);

describe('a run’s folder', () => {
  it('is read from a zip: the experiment without its executor, plugins by name, whole lines of events', async () => {
    const found = readFolder(await filesOf([file('run.zip', zipped(folder, 'run'))]));
    expect(found.wish).toEqual({ dataset: 'hg', plugins: ['/elsewhere/own.mjs'] });
    expect(found.plan).toHaveLength(1);
    expect(found.sources).toEqual({ 'own.mjs': 'export default 1;' });
    expect(found.checkpoints).toEqual([{ name: "'run/intervals/0001/checkpoint.safetensors'", checkpoint }]);
    expect(found.events).toEqual(new Map([[1, [{ type: 'started', step: 0 }]]]));
  });

  it('may be checkpoints alone, all of one name', async () => {
    const weights = file('checkpoint.safetensors', encodeCheckpoint(checkpoint));
    expect(readFolder(await filesOf([weights, weights])).checkpoints).toHaveLength(2);
  });

  it('is refused in a sentence', async () => {
    const { 'own.mjs': _own, ...without } = folder;
    expect(() => readFolder(without)).toThrow("experiment.json names the plugin '/elsewhere/own.mjs', which is not among these files.");
    expect(() => readFolder({ 'plan.json': strToU8('{}') })).toThrow('There is no experiment.json and no checkpoint among these files');
    expect(() => readFolder({ 'experiment.json': strToU8('[]') })).toThrow("'experiment.json' must hold a JSON object.");
    expect(() => readFolder({ 'experiment.json': strToU8('{') })).toThrow("'experiment.json' is not valid JSON");
    await expect(filesOf([file('x.zip', strToU8('no zip'))])).rejects.toThrow("'x.zip' cannot be read as a zip file");
  });
});
