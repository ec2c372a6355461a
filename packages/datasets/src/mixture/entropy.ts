import { randomStream } from '@partita/core';
import { checkComponents, normalisedWeights, variancesOf, type GaussianComponent } from './component.ts';
import { gaussianEntropy, gaussianPart } from './gaussian-part.ts';

const SHIFTS = 16;
const POINTS = 2 ** 14;

/**
 * Differential entropy in nats of a mixture of Gaussians, by the chain rule with K, the component that drew X:
 *
 *     H(X) = Σ wₖ·H(X|K=k) + H(K) − H(K|X)
 *
 * Only H(K|X) = E[−Σ rₖ log rₖ], r the posterior of K, lacks a closed form. It is bounded by log K, nought for components that
 * lie apart, and found by quasi-Monte Carlo: each component is visited along a Kronecker sequence (M. Roberts' generalised golden
 * ratios) under random shifts, whose spread gives the standard error. In the plane that is a few 1e-5 nats.
 */
export function gaussianMixtureEntropy(components: readonly GaussianComponent[]): { value: number; standardError: number } {
  checkComponents(components);
  const weights = normalisedWeights(components);
  const known = components.reduce(
    (sum, component, k) => sum + (weights[k] as number) * (gaussianEntropy(component) - Math.log(weights[k] as number)),
    0,
  );
  if (components.length === 1) return { value: known, standardError: 0 };

  const posteriorEntropy = posteriorEntropyOf(components, weights);
  const visits = Math.ceil(POINTS / components.length);
  const estimates = Array.from({ length: SHIFTS }, (_, shift) =>
    components.reduce((sum, component, k) => sum + (weights[k] as number) * posteriorEntropy(visit(component, visits, [shift, k])), 0),
  );
  const mean = estimates.reduce((sum, estimate) => sum + estimate, 0) / SHIFTS;
  const variance = estimates.reduce((sum, estimate) => sum + (estimate - mean) ** 2, 0) / (SHIFTS - 1);
  return { value: known - mean, standardError: Math.sqrt(variance / SHIFTS) };
}

/** The mean over rows x of −Σ rₖ log rₖ, which is log Σ eᵃ − Σ r·a with a the log terms less their largest. */
function posteriorEntropyOf(components: readonly GaussianComponent[], weights: readonly number[]): (rows: Float64Array) => number {
  const densities = components.map((component) => gaussianPart(component).noised(1, 0));
  const logWeights = weights.map(Math.log);
  const dimension = (components[0] as GaussianComponent).mean.length;
  const terms = new Float64Array(components.length);

  const ofRow = (rows: Float64Array, at: number): number => {
    let largest = -Infinity;
    densities.forEach((density, k) => {
      const term = (logWeights[k] as number) + density(rows, at);
      terms[k] = term;
      if (term > largest) largest = term;
    });
    let total = 0;
    let weighted = 0;
    for (const term of terms) {
      const r = Math.exp(term - largest);
      total += r;
      weighted += r * (term - largest);
    }
    return Math.log(total) - weighted / total;
  };

  return (rows) => {
    let sum = 0;
    for (let at = 0; at < rows.length; at += dimension) sum += ofRow(rows, at);
    return (sum * dimension) / rows.length;
  };
}

/** Rows of a component: a shifted Kronecker sequence in the unit cube, taken to normals by pairs (Box and Muller, 1958). */
function visit(component: GaussianComponent, count: number, key: readonly number[]): Float64Array {
  const axes = component.mean.length;
  const deviations = variancesOf(component).map(Math.sqrt);
  const ratio = goldenRatio(axes + (axes % 2));
  const random = randomStream(0, 'entropy', ...key);
  const rows = new Float64Array(count * axes);
  for (let axis = 0; axis < axes; axis += 2) {
    const [shift, turn] = [random.uniform(), random.uniform()];
    const [step, spin] = [ratio ** -(axis + 1), ratio ** -(axis + 2)];
    for (let n = 0; n < count; n++) {
      const radius = Math.sqrt(-2 * Math.log(1 - ((shift + n * step) % 1)));
      const angle = 2 * Math.PI * ((turn + n * spin) % 1);
      rows[n * axes + axis] = (component.mean[axis] as number) + (deviations[axis] as number) * radius * Math.cos(angle);
      if (axis + 1 < axes)
        rows[n * axes + axis + 1] = (component.mean[axis + 1] as number) + (deviations[axis + 1] as number) * radius * Math.sin(angle);
    }
  }
  return rows;
}

/** The root above 1 of x^{d + 1} = x + 1. */
function goldenRatio(d: number): number {
  let x = 2;
  for (let i = 0; i < 64; i++) x = (1 + x) ** (1 / (d + 1));
  return x;
}
