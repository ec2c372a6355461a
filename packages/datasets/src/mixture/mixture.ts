import type { Dataset } from '@partita/core';
import { endless } from '../endless.ts';
import { picker } from '../maths/picker.ts';
import { checkComponents, normalisedWeights, positionOf, type GaussianComponent, type MixtureComponent } from './component.ts';
import { mixtureDensity } from './density.ts';
import { gaussianPart, gaussianTerm } from './gaussian-part.ts';
import { rectanglePart } from './rectangle-part.ts';
import { mixtureScore } from './score.ts';

export interface MixtureOptions {
  /** Weights are positive and need not sum to 1. */
  readonly components: readonly MixtureComponent[];
  /** Nats; a function is called once, when first asked for. */
  readonly entropy: number | (() => number);
}

/** An endless set drawn from Σₖ wₖ·pₖ, with the exact density and score of its noised rows. @throws PartitaError on an impossible component */
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
      score: mixtureScore(parts, weights, dimension),
      ...(components.every(isGaussian) && { gaussians: components.map((component, k) => gaussianTerm(component, weights[k] as number)) }),
    },
  });
}

const isGaussian = (component: MixtureComponent): component is GaussianComponent => component.kind === 'gaussian';
