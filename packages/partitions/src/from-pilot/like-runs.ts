/**
 * Cuts values into runs, consecutive ones, such that the squared deviations from the runs' means have the least sum: Fisher's grouping for
 * maximum homogeneity (1958, doi 10.1080/01621459.1958.10501479), by dynamic programming over the ends of runs in O(K n²):
 *
 *   best_k(j) = min_i best_{k−1}(i) + C(i, j),   C(i, j) = Σ_{i≤m<j} (v_m − mean)²
 * @param bounds how many values a run may hold; K runs of them must be able to hold all
 * @returns where runs begin, and at last the number of values: K + 1 positions
 */
export function likeRuns(values: readonly number[], runs: number, { least, most }: { least: number; most: number }): number[] {
  const cost = squaredDeviations(values);
  let best = values.map(() => Infinity).concat(Infinity);
  best[0] = 0;
  const begins = Array.from({ length: runs }, () => {
    const reached = best.map(() => Infinity);
    const begin = best.map((_, end) => {
      let from = 0;
      for (let i = Math.max(0, end - most); i <= end - least; i++) {
        const total = (best[i] as number) + cost(i, end);
        if (total < (reached[end] as number)) [reached[end], from] = [total, i];
      }
      return from;
    });
    best = reached;
    return begin;
  });
  return begins.reduceRight((cuts, begin) => [begin[cuts[0] as number] as number, ...cuts], [values.length]);
}

/** C(i, j) from cumulative sums, of values about their mean so that little cancels. */
function squaredDeviations(values: readonly number[]): (i: number, j: number) => number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [first, second] = [[0], [0]];
  values.forEach((value, i) => {
    first.push((first[i] as number) + (value - mean));
    second.push((second[i] as number) + (value - mean) ** 2);
  });
  const over = (sums: readonly number[], i: number, j: number): number => (sums[j] as number) - (sums[i] as number);
  return (i, j) => Math.max(0, over(second, i, j) - over(first, i, j) ** 2 / (j - i));
}
