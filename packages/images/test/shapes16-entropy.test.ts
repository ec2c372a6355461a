import { shapes16 } from '@partita/images';
import { describe, expect, it } from 'vitest';
import { surprise } from './shapes16-entropy.ts';

const PICTURES = 16;
/** Of the constant. */
const OWN_ERROR = 0.18;

describe('the entropy of shapes16', () => {
  const entropyOf = (bits: number) => shapes16({ scale: 2, offset: -1, bits }).lattice?.entropy;

  it('is what the volumes of equal pictures say', { timeout: 120_000 }, () => {
    const nats = Float64Array.from({ length: PICTURES }, (_, i) => surprise(i, 1));
    const mean = nats.reduce((sum, value) => sum + value / PICTURES, 0);
    const standardError = Math.sqrt(nats.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (PICTURES * (PICTURES - 1)));
    expect(Math.abs(mean - entropyOf(8)!)).toBeLessThan(4 * Math.hypot(standardError, OWN_ERROR));
    expect(standardError).toBeLessThan(1.5);
  });

  it('is left open for fewer bits', () => {
    expect(entropyOf(7)).toBeUndefined();
  });
});
