import type { Sde } from '@partita/core';

/** h > 0: how far log(α/σ), half of the log-SNR, rises on the way from t down to `next`; so that σ'/α' = e^{−h}·σ/α. */
export const rise = (sde: Sde, t: number, next: number): number => 0.5 * (sde.logSnr(next) - sde.logSnr(t));
