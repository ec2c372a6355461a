import { PartitaError } from '@partita/core';
import type { Canvas } from './options.ts';

/** What a U-Net makes of the shape of a data set's examples. @throws PartitaError where it is no image, or no signal */
export function canvasOf(kind: string, dimensions: 1 | 2, shape: readonly number[]): Canvas {
  if (dimensions === 2 && shape.length === 3) {
    const [height, width, channels] = shape as [number, number, number];
    return { height, width, channels, dimensions };
  }
  if (dimensions === 1 && (shape.length === 2 || (shape.length === 1 && (shape[0] as number) > 2))) {
    const [length, channels = 1] = shape as [number, number?];
    return { height: length, width: 1, channels, dimensions };
  }
  const wanted = dimensions === 2 ? 'images, [height, width, channels]' : 'signals, [length, channels]';
  const other = shape.length === 3 ? 'unet' : shape.length === 2 ? 'unet-1d' : 'mlp';
  throw new PartitaError(`network: '${kind}' is for ${wanted}, but the data are [${shape.join(', ')}]; choose the network '${other}'.`);
}

/** @throws PartitaError where a side cannot be halved as often as there are levels below the first */
export function requireHalves({ height, width, dimensions }: Canvas, multipliers: readonly number[]): void {
  const sides = dimensions === 2 ? [height, width] : [height];
  const halvings = Math.min(...sides.map(timesEven));
  if (multipliers.length - 1 <= halvings) return;
  throw new PartitaError(
    `network.multipliers: ${multipliers.length} levels halve the side ${multipliers.length - 1} times, which ${sides.join('×')} does not allow; give at most ${halvings + 1} multiplier${halvings === 0 ? '' : 's'}.`,
  );
}

/** @throws PartitaError where attention is asked for at a side that no level has */
export function requireSides({ height }: Canvas, multipliers: readonly number[], attention: readonly number[]): void {
  const sides = multipliers.map((_, level) => height / 2 ** level);
  const wrong = attention.find((side) => !sides.includes(side));
  if (wrong === undefined) return;
  throw new PartitaError(`network.attention: no level has the side ${wrong}; the levels have ${sides.join(', ')}.`);
}

/** How often a number can be halved. */
const timesEven = (n: number): number => (n > 0 && n % 2 === 0 ? 1 + timesEven(n / 2) : 0);
