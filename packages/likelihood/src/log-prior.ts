/** log N(x; 0, σ²·I) in nats, in double precision. */
export function logPrior(x: ArrayLike<number>, sigma: number): number {
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += (x[i] as number) ** 2;
  return -0.5 * (squares / sigma ** 2 + x.length * Math.log(2 * Math.PI * sigma ** 2));
}
