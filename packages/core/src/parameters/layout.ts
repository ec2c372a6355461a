import type { ParameterSpec } from '../ports/score-network.ts';
import { randomStream } from '../random/stream.ts';

/** Where a named parameter lies in the flat vector of all of a network's parameters. */
export interface ParameterSlot extends ParameterSpec {
  readonly offset: number;
  readonly size: number;
}

/** The slots of a parameter list, in its order, without gaps. */
export function parameterLayout(parameters: readonly ParameterSpec[]): ParameterSlot[] {
  let offset = 0;
  return parameters.map((spec) => {
    const size = spec.shape.reduce((product, n) => product * n, 1);
    const slot = { ...spec, offset, size };
    offset += size;
    return slot;
  });
}

/** How many numbers a network has. */
export function parameterCount(parameters: readonly ParameterSpec[]): number {
  return parameterLayout(parameters).reduce((sum, slot) => sum + slot.size, 0);
}

/** A network's initial parameters, as a function of (seed, interval, parameter). */
export function initialParameters(parameters: readonly ParameterSpec[], seed: number, interval: number): Float32Array {
  const vector = new Float32Array(parameterCount(parameters));
  parameterLayout(parameters).forEach(({ offset, size, initialiser }, index) => {
    if (initialiser.scale === 0) return;
    const stream = randomStream(seed, 'parameters', interval, index);
    for (let i = offset; i < offset + size; i++)
      vector[i] = initialiser.scale * (initialiser.distribution === 'normal' ? stream.normal() : 2 * stream.uniform() - 1);
  });
  return vector;
}
