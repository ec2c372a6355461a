/**
 * erf x = 2/√π ∫₀ˣ e^{−s²} ds, and its complement scaled, erfcx x = e^{x²}(1 − erf x), which does not underflow.
 *
 * W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969), 631–637: three ranges,
 * one quotient of polynomials each (coefficients from the highest power down). Relative error below 1e-15.
 */
const SMALL = 0.46875;

/** Any x. */
export function erf(x: number): number {
  const a = Math.abs(x);
  return a <= SMALL ? x * quotient(SMALL_TOP, SMALL_BOTTOM, x * x) : Math.sign(x) * (1 - Math.exp(-a * a) * erfcx(a));
}

/** x ≥ 0. */
export function erfcx(x: number): number {
  if (x <= SMALL) return Math.exp(x * x) * (1 - erf(x));
  if (x <= 4) return quotient(MIDDLE_TOP, MIDDLE_BOTTOM, x);
  const z = 1 / (x * x);
  return (1 / Math.sqrt(Math.PI) - z * quotient(LARGE_TOP, LARGE_BOTTOM, z)) / x;
}

const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduce((sum, c) => sum * x + c, 0);
const quotient = (top: readonly number[], bottom: readonly number[], x: number): number => polynomial(top, x) / polynomial(bottom, x);

const SMALL_TOP = [1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];
const SMALL_BOTTOM = [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];
const MIDDLE_TOP = [
  2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2, 8.8195222124176909e2,
  1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
];
const MIDDLE_BOTTOM = [
  1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3,
  4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
];
const LARGE_TOP = [
  1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
  6.58749161529837803e-4,
];
const LARGE_BOTTOM = [1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];
