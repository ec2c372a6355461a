/** Hidden layers of the standard network: the paper's. */
export const WIDTHS: readonly number[] = [100, 150, 100];

/** Weights and biases of a perceptron with these layers, input and output included. */
const parametersOf = (layers: readonly number[]): number =>
  layers.slice(1).reduce((sum, outputs, i) => sum + ((layers[i] as number) + 1) * outputs, 0);

/**
 * The hidden layers of one network with about as many parameters as `times` of the standard one, of the same shape.
 * @param inputs numbers that it sees of x and the time
 */
export function widened(times: number, inputs: number, outputs: number): number[] {
  const scaled = (factor: number): number[] => WIDTHS.map((width) => Math.round(width * factor));
  const goal = times * parametersOf([inputs, ...WIDTHS, outputs]);
  let [low, high] = [1, times];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (parametersOf([inputs, ...scaled(middle), outputs]) < goal) low = middle;
    else high = middle;
  }
  return scaled(high);
}
