/** Which of some weighted things owns a point of [0, 1), by bisection of the cumulative weights, which sum to 1. */
export function picker(weights: ArrayLike<number>): (u: number) => number {
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
