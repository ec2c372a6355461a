import { mosaic } from '../draw/mosaic.ts';
import { formatCount } from '../numbers/format.ts';
import type { ImageReport, Neighbours } from '../report-data.ts';
import type { DrawFigure } from './figure.ts';
import { distinctLabels } from './labels.ts';
import { picturePanel } from './picture-panel.ts';

/** Samples shown, those nearest to training pictures. */
const SHOWN = 10;

/** Each sample above its nearest training picture. */
export const drawNeighbours: DrawFigure = (runs) => {
  const checks = runs.flatMap(({ name, images }) => (images?.neighbours ? [{ name, ...closest(images, images.neighbours) }] : []));
  if (checks.length === 0) return undefined;
  return {
    name: 'neighbours',
    title: 'Nearest training pictures',
    caption:
      'The samples that lie nearest to training pictures, each above the picture it is nearest to, with its distance: the root mean square difference of pixels, in levels of 0 to 255. A model that learned its training pictures by heart has samples much nearer to them than held-out pictures are.',
    description: `For ${checks.map(({ name }) => name).join(', ')}: samples above the training pictures that they are nearest to, with distances.`,
    spec(width) {
      const labels = distinctLabels(
        checks.map(({ name }) => name),
        40,
      );
      return {
        spacing: 30,
        vconcat: checks.map(({ picture, distances, words }, i) =>
          picturePanel({
            picture,
            width: Math.min(620, width - 24),
            title: labels[i] as string,
            subtitle: words,
            columns: distances.map((distance) => distance.toFixed(1)),
          }),
        ),
      };
    },
  };
};

function closest({ shape, samples }: ImageReport, { nearest, distances, heldOut, searched }: Neighbours) {
  const size = shape.reduce((product, n) => product * n, 1);
  const order = Array.from(distances, (_, i) => i)
    .sort((a, b) => (distances[a] as number) - (distances[b] as number))
    .slice(0, SHOWN);
  const pick = (pictures: Uint8Array): number[] => order.flatMap((i) => [...pictures.subarray(i * size, (i + 1) * size)]);
  return {
    picture: mosaic(Uint8Array.from([...pick(samples), ...pick(nearest)]), shape, order.length),
    distances: order.map((i) => distances[i] as number),
    words: `median distance to the nearest of ${formatCount(searched)}: samples ${median(distances).toFixed(1)}, held-out pictures ${median(heldOut).toFixed(1)}`,
  };
}

const median = (values: ArrayLike<number>): number => Float64Array.from(values).sort()[values.length >> 1] ?? NaN;
