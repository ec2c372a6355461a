import { PartitaError, type Sde } from '@partita/core';

/**
 * K + 1 times from tMin to T between which log-SNR falls by equal amounts; the ends are exact.
 * @throws PartitaError when log-SNR is infinite at an end
 */
export function logSnrTimes(sde: Sde, tMin: number, pieces: number): number[] {
  const [first, last] = [tMin, sde.horizon].map((t) => {
    const logSnr = sde.logSnr(t);
    if (!Number.isFinite(logSnr))
      throw new PartitaError(`The log-SNR of the process is ${logSnr} at t = ${t} and has no equal parts; choose the partition 'equal'.`);
    return logSnr;
  }) as [number, number];
  const inner = Array.from({ length: pieces - 1 }, (_, k) => sde.time(first + ((k + 1) / pieces) * (last - first)));
  return [tMin, ...inner, sde.horizon];
}
