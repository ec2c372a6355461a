import type { Dataset } from '@partita/core';
import { endless } from '../endless.ts';
import { checkComponents, normalisedWeights, positionOf, type MixtureComponent } from './component.ts';
import { mixtureDensity } from './density.ts';
import { gaussianPart } from './gaussian-part.ts';
import { rectanglePart } from './rectangle-part.ts';

export interface MixtureOptions {
  /** Weights are positive and need not sum to 1. */
  readonly components: readonly MixtureComponent[];
  /** Nats; a function is called once, when first asked for. */
  readonly entropy: number | (() => number);
}

/** An endless set drawn from Σₖ wₖ·pₖ, with the exact density of its noised rows. @throws PartitaError on an impossible component */
export function mixture({ components, entropy }: MixtureOptions): Dataset {
  checkComponents(components);
  const dimension = positionOf(components[0] as MixtureComponent).length;
  const weights = normalisedWeights(components);
  const parts = components.map((component) => (component.kind === 'gaussian' ? gaussianPart(component) : rectanglePart(component)));
  const pick = picker(weights);
  let known = typeof entropy === 'number' ? entropy : undefined;

  return endless({
    shape: [dimension],
    draw: (random, out, at) => parts[pick(random.uniform())]?.sample(random, out, at),
    exact: {
      get entropy() {
        return (known ??= (entropy as () => number)());
      },
      logDensity: mixtureDensity(parts, weights, dimension),
    },
  });
}

/** The component that owns a point of [0, 1), by bisection of the cumulative weights. */
function picker(weights: readonly number[]): (u: number) => number {
  let total = 0;
  const cumulative = Float64Array.from(weights, (weight) => (total += weight));
  const last = weights.length - 1;
  return (u) => {
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (u < (cumulative[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
