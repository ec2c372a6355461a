/**
 * KL(N(offset, variance) ‖ N(0, other)) of one coordinate, in nats: ½(r − 1 − log r) + offset²/(2·other) with r = variance/other.
 * Near r = 1 the first bracket is a difference of equal numbers; its series e²/2 − e³/3 + … in e = r − 1 is taken there.
 */
export function gaussianKl(offset: number, variance: number, other: number): number {
  const excess = (variance - other) / other;
  return 0.5 * (excessLessLog(excess) + offset ** 2 / other);
}

/** e − log(1 + e) */
function excessLessLog(e: number): number {
  if (Math.abs(e) > 0.01) return e - Math.log1p(e);
  let [sum, power] = [0, e];
  for (let n = 2; n <= 9; n++) {
    power *= -e;
    sum -= power / n;
  }
  return sum;
}
