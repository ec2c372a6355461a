// How fast images stream, and in how much memory: generated files of every format, read in training batches as trainInterval reads them.
//   npm run build && node tools/measure-images.mjs [--images 10000] [--epochs 3] [--formats cifar10,png,jpeg]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createContainer, Dataset, Registry } from '@partita/core';
import { imagesPlugin } from '@partita/images';
import sharp from 'sharp';

const BATCH = 128;
const SIDE = 32;
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '10000' },
    epochs: { type: 'string', default: '3' },
    formats: { type: 'string', default: 'cifar10,png,jpeg' },
  },
});
const images = Number(values.images);
const epochs = Number(values.epochs);
const folder = mkdtempSync(join(tmpdir(), 'partita-measure-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Bytes of image i: a slope of its own with some noise, so that files compress about as photographs do. */
function draw(i, out) {
  const [a, b, c] = [(i * 37) % 11, (i * 53) % 7, (i * 101) % 128];
  for (let at = 0, noise = i + 1; at < out.length; at++) {
    noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
    const [row, column] = [Math.floor(at / (3 * SIDE)), Math.floor(at / 3) % SIDE];
    out[at] = (c + a * row + b * column + (noise >>> 28)) & 255;
  }
  return out;
}

/** A folder of encoded pictures; 32 pixels a side as CIFAR-10's, which leaves decoding the most to do for each pixel. */
async function pictures(type) {
  const directory = join(folder, type);
  mkdirSync(directory);
  const raw = { width: SIDE, height: SIDE, channels: 3 };
  for (let i = 0; i < images; i++)
    await sharp(draw(i, Buffer.alloc(SIDE * SIDE * 3)), { raw })
      .toFormat(type)
      .toFile(join(directory, `${i}.${type}`));
  return { kind: 'image-folder', directory, height: SIDE, width: SIDE, testFraction: 0.01, flip: true };
}

const FORMATS = {
  cifar10: () => {
    const records = images / 5;
    const bytes = Buffer.alloc(records * 3073);
    for (const [f, name] of ['test_batch', 1, 2, 3, 4, 5].entries()) {
      for (let i = 0; i < records; i++) draw(f * records + i, bytes.subarray(i * 3073 + 1, (i + 1) * 3073));
      writeFileSync(join(folder, typeof name === 'number' ? `data_batch_${name}.bin` : `${name}.bin`), bytes);
    }
    return { kind: 'cifar10', directory: folder, records, flip: true, centre: 'pixel-mean' };
  },
  png: () => pictures('png'),
  jpeg: () => pictures('jpeg'),
};

const container = createContainer(new Registry([imagesPlugin]));
const MiB = () => `${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`;
for (const format of values.formats.split(',')) {
  const set = container.build(Dataset, await FORMATS[format]());
  const batches = Math.floor(images / BATCH);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const [begin, cpu] = [performance.now(), process.cpuUsage()];
    for (let i = 0; i < batches; i++) await set.batch({ split: 'train', seed: 0, index: epoch * batches + i, size: BATCH });
    const seconds = (performance.now() - begin) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const perSecond = (time) => ((batches * BATCH) / time).toFixed(0);
    console.log(
      `${format.padEnd(8)} epoch ${epoch}: ${perSecond(seconds)} images/s, ${perSecond((user + system) / 1e6)} a core-second, resident ${MiB()}`,
    );
  }
}
