import { meanOf, type Estimate } from '../mean.ts';

/** The mean of values less c times controls, whose own mean is known to be 0; c by regression, as it makes the spread least. */
export function controlledMean(values: Float64Array, controls: Float64Array): Estimate {
  const [{ value: a }, { value: b }] = [meanOf(values), meanOf(controls)];
  const covariance = values.reduce((sum, value, i) => sum + (value - a) * ((controls[i] as number) - b), 0);
  const variance = controls.reduce((sum, control) => sum + (control - b) ** 2, 0);
  const c = variance > 0 && Number.isFinite(covariance / variance) ? covariance / variance : 0;
  return meanOf(values.map((value, i) => value - c * (controls[i] as number)));
}
