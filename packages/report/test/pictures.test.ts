import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { mosaic } from '../src/draw/mosaic.ts';
import { renderReport } from '../src/index.ts';
import { demoImages, demoRun, plainPictures } from './demo-input.ts';

const open = (uri: string) => decode(Buffer.from(uri.replace('data:image/png;base64,', ''), 'base64'));

describe('mosaic', () => {
  it.each([1, 3])('puts pictures of %d channels in rows, each of its own colour, with gaps between', (channels) => {
    const { uri, columns, rows, aspect } = mosaic(
      plainPictures(5, 4, channels, (i) => 50 * i),
      [4, 4, channels],
      3,
    );
    const { width, height, data } = open(uri);
    expect([columns, rows]).toEqual([3, 2]);
    expect(height / width).toBe(aspect);
    const colourAt = (x: number, y: number) => Array.from(data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4));
    for (let i = 0; i < 5; i++) {
      const [x, y] = [Math.floor((((i % 3) + 0.5) * width) / 3), Math.floor(((Math.floor(i / 3) + 0.5) * height) / 2)];
      expect(colourAt(x, y)).toEqual([50 * i, 50 * i, 50 * i, 255]);
    }
    expect(colourAt(width - 1, height - 1)[3]).toBe(0); // the sixth place is left over
    const gaps = Array.from({ length: width }, (_, x) => colourAt(x, 2)[3]).filter((alpha) => alpha === 0);
    expect(gaps).toHaveLength(4);
  });

  it('keeps red, green and blue in their order, and pixels where they were', () => {
    const picture = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12); // 2 × 2
    const { data, width, height } = open(mosaic(picture, [2, 2, 3], 1).uri);
    const at = (x: number, y: number) => Array.from(data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3));
    expect([at(0, 0), at(width - 1, 0), at(0, height - 1), at(width - 1, height - 1)]).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
      [10, 11, 12],
    ]);
  });
});

describe('figures of pictures', () => {
  const stories = [
    { name: 'single', networks: 1, gap: 0.1, blur: 0.1, seed: 1 },
    { name: 'four', networks: 4, gap: 0.1, blur: 0.1, seed: 2 },
  ];
  const input = (channels: 1 | 3) => ({
    title: 'Pictures',
    runs: stories.map((story) => {
      const { data: _data, samples: _samples, ...run } = demoRun(story, 8, 20);
      return { ...run, densities: [], images: demoImages(4, channels) };
    }),
    command: 'partita report runs/pictures',
    versions: {},
    machine: 'none',
  });

  it.each([1, 3] as const)('are grids, filmstrips and neighbours of every run, %d channels', async (channels) => {
    const { figures } = await renderReport(input(channels));
    expect([...figures.keys()].slice(0, 3)).toEqual(['image-samples', 'filmstrips', 'neighbours']);
    expect(figures.get('image-samples')?.svg.match(/<image /g)).toHaveLength(3); // data, and two models
    expect(figures.get('filmstrips')?.svg.match(/<image /g)).toHaveLength(2);
    expect(figures.get('filmstrips')?.svg).toContain('−5.0');
    for (const [name, { svg, png }] of figures) {
      expect(svg, name).not.toMatch(/NaN|undefined|Infinity/);
      expect(new Set(decode(png).data).size, name).toBeGreaterThan(5);
    }
  });

  it('show the samples that are nearest to training pictures, nearest first, beside what to expect', async () => {
    const svg = (await renderReport(input(1))).figures.get('neighbours')?.svg ?? '';
    const distances = [...svg.matchAll(/>(\d+\.\d)</g)].map(([, distance]) => Number(distance));
    expect(distances.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(svg).toContain('nearest of 1,000: samples 11.0, held-out pictures 10.0');
  });

  it('are left out where there is nothing to see', async () => {
    const [run] = input(1).runs as [ReturnType<typeof input>['runs'][number]];
    const { filmstrip: _film, neighbours: _near, ...rest } = run.images;
    const { figures } = await renderReport({ ...input(1), runs: [{ ...run, images: { ...rest, samples: new Uint8Array() } }] });
    expect(figures.has('filmstrips')).toBe(false);
    expect(figures.has('neighbours')).toBe(false);
    expect(figures.get('image-samples')?.svg.match(/<image /g)).toHaveLength(1); // the data
  });
});
