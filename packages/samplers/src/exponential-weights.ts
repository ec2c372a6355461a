/**
 * The weights of an exponential integrator in data prediction. In l = log(α/σ) the probability flow is
 *
 *   x' = (σ'/σ)·x + α'·∫₀ʰ e^{−(h−s)}·x̂0(l + s) ds    (Lu et al. 2022, arXiv 2211.01095, eq. 8),
 *
 * and with the polynomial through the estimates at l + h·r_j the integral is Σ_j w_j·x̂0_j, exactly.
 * @param h the step in l, above 0
 * @param ratios r_j: 0 where the step begins, 1 where it ends, negative before; all different
 */
export function exponentialWeights(h: number, ratios: readonly number[]): number[] {
  const moments = ratios.map((_, k) => moment(h, k));
  return ratios.map((r, j) =>
    basis(
      r,
      ratios.filter((_, i) => i !== j),
    ).reduce((sum, c, k) => sum + c * (moments[k] as number), 0),
  );
}

/** M_k = ∫₀ʰ e^{−(h−s)}·(s/h)ᵏ ds, from M_k = 1 − (k/h)·M_{k−1} or, where that cancels, from its series h·Σ_j (−h)^j·k!/(k+j+1)!. */
function moment(h: number, k: number): number {
  if (k === 0) return -Math.expm1(-h);
  if (h > 4) return 1 - (k / h) * moment(h, k - 1);
  let term = h / (k + 1);
  let sum = 0;
  for (let j = k + 2; Math.abs(term) > 1e-18 * Math.abs(sum); j++) {
    sum += term;
    term *= -h / j;
  }
  return sum;
}

/** Coefficients, from the constant up, of the polynomial that is 1 at r and 0 at the others. */
function basis(r: number, others: readonly number[]): number[] {
  return others.reduce(
    (p, root) => Array.from({ length: p.length + 1 }, (_, k) => ((p[k - 1] ?? 0) - root * (p[k] ?? 0)) / (r - root)),
    [1],
  );
}

/** The second-order weights of DPM-Solver++ 2M and of UniPC's B₂: x̂0 taken at the middle of the step, r = h₋₁/h the last step's length. */
export function midpointWeights(h: number, r: number): [number, number] {
  const whole = -Math.expm1(-h);
  return [whole * (1 + 0.5 / r), (-whole * 0.5) / r];
}
