/**
 * The t for which a Student variable of ν degrees of freedom lies in [−t, t] with this probability (Student 1908):
 * P(|T| ≤ t) = 1 − I_x(ν/2, ½), x = ν/(ν + t²), I the regularised incomplete beta function. ν need not be whole.
 * @param degrees ν > 0
 */
export function studentQuantile(degrees: number, probability = 0.95): number {
  const within = (t: number): number => 1 - incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  let [low, high] = [0, 1];
  while (within(high) < probability) high *= 2;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (within(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** I_x(a, b) by its continued fraction (DLMF 8.17.22), on the side where that converges fast. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? front / (a * fraction(x, a, b)) : 1 - front / (b * fraction(1 - x, b, a));
}

/** 1 + d₁/(1 + d₂/(1 + …)) from its tail. */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  for (let m = 200; m >= 1; m--) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m - 1) * (a + b + m - 1) * x) / ((a + 2 * m - 2) * (a + 2 * m - 1));
    value = 1 + odd / (1 + even / value);
  }
  return value;
}

/** log Γ by Stirling's series (DLMF 5.11.1), after the argument was raised above 10. */
function logGamma(x: number): number {
  let [shift, z] = [0, x];
  while (z < 10) shift += Math.log(z++);
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - shift;
}
