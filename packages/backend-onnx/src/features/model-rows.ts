import { latticeLevels, PartitaError, type Dataset } from '@partita/core';

export interface PictureOptions {
  /** What the lowest and the highest level become. */
  readonly range: readonly [number, number];
  /** Subtracted, and then divided by: one number for each channel, or one for all. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Whether the channels of a picture are its first axis or its last. */
  readonly layout: 'channels-first' | 'channels-last';
}

type Data = Pick<Dataset, 'shape' | 'lattice'>;

/** Where a number of a model's picture comes from. */
interface Place {
  /** Which coordinate of the row. */
  readonly coordinate: number;
  readonly channel: number;
}

/** Rows as a model takes them. */
export interface ModelRows {
  /** Of one row. */
  readonly shape: readonly number[];
  write(rows: Float32Array): Float32Array;
}

/**
 * How rows become a model's input: their levels in the range, normalised by channel, in the order of the layout; grey pictures are repeated
 * where the model takes colour. Rows of other data, or for a model of plain vectors, keep their order.
 * @param wanted the axes of a row, undefined where any length goes
 * @throws PartitaError where they do not fit
 */
export function modelRows(data: Data, wanted: readonly (number | undefined)[], options: PictureOptions, where: string): ModelRows {
  const dimension = data.shape.reduce((product, n) => product * n, 1);
  const { shape, places } = wanted.length === 3 && data.shape.length === 3 ? picture(data.shape, wanted, options) : vector(dimension);
  if (wanted.length !== shape.length || wanted.some((axis, i) => axis !== undefined && axis !== shape[i]))
    throw new PartitaError(
      `${where} takes [n, ${wanted.map((axis) => axis ?? 'any').join(', ')}], but the data are [n, ${shape.join(', ')}]; choose a model for such rows${shape.length === 3 ? `, or another layout than '${options.layout}'` : ''}.`,
    );
  const { mean, std } = options;
  const of = (values: readonly number[], channel: number): number => values[values.length === 1 ? 0 : channel] as number;
  return {
    shape,
    write(rows) {
      const values = inRange(rows, data, dimension, options);
      const out = new Float32Array((rows.length / dimension) * places.length);
      for (let row = 0; row * dimension < rows.length; row++)
        places.forEach(({ coordinate, channel }, i) => {
          out[row * places.length + i] = ((values[row * dimension + coordinate] as number) - of(mean, channel)) / of(std, channel);
        });
      return out;
    },
  };
}

/** Levels from 0 to the highest as numbers of the range; rows that lie on no lattice are taken as they are. */
function inRange(rows: Float32Array, { lattice }: Data, dimension: number, { range: [low, high] }: PictureOptions): ArrayLike<number> {
  if (!lattice) return rows;
  return latticeLevels(rows, dimension, lattice).map((level) => low + ((high - low) * level) / (lattice.levels - 1));
}

const vector = (dimension: number) => ({
  shape: [dimension],
  places: Array.from({ length: dimension }, (_, coordinate): Place => ({ coordinate, channel: 0 })),
});

function picture(axes: readonly number[], wanted: readonly (number | undefined)[], { layout }: PictureOptions) {
  const [height, width, channels] = axes as [number, number, number];
  const isFirst = layout === 'channels-first';
  const depth = channels === 1 ? (wanted[isFirst ? 0 : 2] ?? 1) : channels;
  const place = (pixel: number, channel: number): Place => ({ coordinate: pixel * channels + (channel % channels), channel });
  const pixels = height * width;
  return {
    shape: isFirst ? [depth, height, width] : [height, width, depth],
    places: Array.from({ length: pixels * depth }, (_, i) =>
      isFirst ? place(i % pixels, Math.floor(i / pixels)) : place(Math.floor(i / depth), i % depth),
    ),
  };
}
