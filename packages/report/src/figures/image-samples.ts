import { mosaic } from '../draw/mosaic.ts';
import type { ImageReport, RunReport } from '../report-data.ts';
import { isNarrow, type DrawFigure } from './figure.ts';
import { distinctLabels } from './labels.ts';
import { picturePanel } from './picture-panel.ts';

/** Pictures along a side of a grid. */
const SIDE = 8;

interface Album {
  readonly label: string;
  readonly shape: ImageReport['shape'];
  readonly pictures: Uint8Array;
}

/** Grids of drawn pictures beside a grid of held-out ones. */
export const drawImageSamples: DrawFigure = (runs) => {
  const albums = albumsOf(runs);
  if (albums.length === 0) return undefined;
  const grids = albums.map(({ pictures, shape }) => mosaic(pictures, shape, SIDE));
  return {
    name: 'image-samples',
    title: 'Samples beside data',
    caption:
      'Draws of each model, none picked out, beside held-out pictures. Look for what never occurs in the data, and for kinds that are missing.',
    description: `Grids of pictures: ${albums.map(({ label }) => label).join('; ')}.`,
    spec(width) {
      const columns = isNarrow(width) ? 1 : Math.min(3, albums.length);
      const size = Math.min(300, (width - 24) / columns - 20);
      const labels = distinctLabels(
        albums.map(({ label }) => label),
        30,
      );
      const panels = grids.map((picture, i) => picturePanel({ picture, width: size, title: labels[i] as string }));
      const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) => panels.slice(row * columns, (row + 1) * columns));
      return { spacing: 22, vconcat: rows.map((hconcat) => ({ spacing: 20, hconcat })) };
    },
  };
};

/** The pictures of each data set, followed by those of the runs on it. */
function albumsOf(runs: readonly RunReport[]): Album[] {
  const datasets = [...new Set(runs.map(({ dataset }) => dataset))];
  return datasets.flatMap((dataset) => {
    const ours = runs.flatMap(({ name, dataset: own, images }) => (own === dataset && images ? [{ name, images }] : []));
    const first = ours[0]?.images;
    if (!first) return [];
    const size = first.shape.reduce((product, n) => product * n, 1);
    const some = (pictures: Uint8Array): Uint8Array => pictures.subarray(0, SIDE * SIDE * size);
    const models = ours.flatMap(({ name, images: { shape, samples } }) =>
      samples.length > 0 ? [{ label: name, shape, pictures: some(samples) }] : [],
    );
    return [{ label: datasets.length > 1 ? `data, ${dataset}` : 'data', shape: first.shape, pictures: some(first.data) }, ...models];
  });
}
