import { PartitaError } from '@partita/core';

/** A normal distribution whose axes are the coordinate axes; one `variance` stands for all coordinates. */
export interface GaussianComponent {
  readonly kind: 'gaussian';
  readonly weight: number;
  readonly mean: readonly number[];
  readonly variance: number | readonly number[];
}

/** The uniform distribution on center + R(angleDegrees)·[−halfSize, halfSize], R the counter-clockwise rotation of the plane. */
export interface RectangleComponent {
  readonly kind: 'rectangle';
  readonly weight: number;
  readonly center: readonly [number, number];
  readonly halfSize: readonly [number, number];
  readonly angleDegrees: number;
}

export type MixtureComponent = GaussianComponent | RectangleComponent;

export const positionOf = (component: MixtureComponent): readonly number[] =>
  component.kind === 'gaussian' ? component.mean : component.center;

/** One variance per coordinate. */
export const variancesOf = ({ mean, variance }: GaussianComponent): readonly number[] =>
  typeof variance === 'number' ? mean.map(() => variance) : variance;

/** The weights divided by their sum. */
export function normalisedWeights(components: readonly MixtureComponent[]): number[] {
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  return components.map(({ weight }) => weight / total);
}

/** The same mixture, moved so that its mean is 0. */
export function centred<C extends MixtureComponent>(components: readonly C[]): C[] {
  const weights = normalisedWeights(components);
  const mean = positionOf(components[0] as C).map((_, axis) =>
    components.reduce((sum, component, k) => sum + (weights[k] as number) * (positionOf(component)[axis] as number), 0),
  );
  const moved = (position: readonly number[]) => position.map((value, axis) => value - (mean[axis] as number));
  return components.map((component) =>
    component.kind === 'gaussian' ? { ...component, mean: moved(component.mean) } : { ...component, center: moved(component.center) },
  );
}

/** @throws PartitaError naming the first number that cannot be, and the component in which it stands */
export function checkComponents(components: readonly MixtureComponent[]): void {
  if (components.length === 0) throw new PartitaError('components: a mixture needs at least one component.');
  const dimension = positionOf(components[0] as MixtureComponent).length;
  components.forEach((component, k) => {
    const where = `components[${k}]`;
    const position = positionOf(component);
    if (position.length !== dimension || dimension === 0)
      throw new PartitaError(
        `${where}: its position has ${position.length} coordinates, but components[0] has ${dimension}; one number per coordinate is needed.`,
      );
    check(position, Number.isFinite, `${where}: a position must be finite`);
    check([component.weight], isPositive, `${where}.weight: must be positive and finite`);
    if (component.kind === 'rectangle') {
      check(component.halfSize, isPositive, `${where}.halfSize: must be positive and finite`);
      check([component.angleDegrees], Number.isFinite, `${where}.angleDegrees: must be finite`);
      return;
    }
    const variances = variancesOf(component);
    if (variances.length !== dimension)
      throw new PartitaError(
        `${where}.variance: has ${variances.length} numbers for ${dimension} coordinates; give one number, or one per coordinate.`,
      );
    check(variances, isPositive, `${where}.variance: must be positive and finite`);
  });
}

const isPositive = (value: number): boolean => value > 0 && Number.isFinite(value);

function check(values: readonly number[], isGood: (value: number) => boolean, rule: string): void {
  const wrong = values.find((value) => !isGood(value));
  if (wrong !== undefined) throw new PartitaError(`${rule}, got ${wrong}.`);
}
