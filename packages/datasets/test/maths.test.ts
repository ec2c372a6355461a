import { describe, expect, it } from 'vitest';
import { erf, erfcx } from '../src/maths/error-function.ts';
import { binomial } from '../src/maths/binomial.ts';
import { meanDensitySlope } from '../src/maths/mean-density-slope.ts';
import { logMeanDensity } from '../src/maths/mean-density.ts';

// References: mpmath with 80 digits.
const ERF = [
  [1e-9, 1.1283791670955127e-9],
  [0.1, 0.1124629160182849],
  [0.46875, 0.49261347321793797],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [2, 0.9953222650189527],
  [3.99, 0.9999999832607886],
  [5, 0.9999999999984626],
] as const;
const ERFCX = [
  [0, 1],
  [0.1, 0.8964569799691267],
  [0.46875, 0.6320696892495561],
  [0.5, 0.6156903441929259],
  [1, 0.427583576155807],
  [4, 0.13699945762506138],
  [4.5, 0.12248480427384142],
  [10, 0.05614099274382259],
  [1000, 0.0005641893014533876],
] as const;
const LOG_MEAN_DENSITY = [
  [0, 0.5, -0.9599163336956223],
  [0, 30, -4.0943445622221],
  [1, 1, -1.4328622734122807],
  [0.5, 0.005, -1.0439416582014176],
  [2, 0.00499, -2.9189260832580075],
  [2, 0.00501, -2.9189259832596743],
  [5, 0.3, -13.087232656688428],
  [40, 1, -765.7763037449375],
  [300, 3.4e-5, -45000.91892119346],
  [300, 1e-3, -45000.903983446435],
  [1.5, 1e-9, -2.0439385332046727],
  [-2.5, 2.4, -2.3447715519577073],
  [1000, 990, -60.822137274201054],
] as const;

const MEAN_DENSITY_SLOPE = [
  [1e-8, 3, -2.666307533745853e-10],
  [1, 1, -0.7227897522452308],
  [0.5, 0.005, -0.4999958333489583],
  [2, 0.00499, -1.9999834000986685],
  [2, 0.00501, -1.9999832667680018],
  [0.3, 0.0101, -0.2999897991449899],
  [5, 0.3, -4.869788788845328],
  [3, 30, -1.9978892591682794e-159],
  [29, 30, -0.2875999709391784],
  [40, 1, -39.02560741993011],
  [300, 3.4e-5, -299.9999998844008],
  [300, 1e-3, -299.99990059491614],
  [-2.5, 2.4, 0.8626130696762547],
  [1000, 990, -10.098093233962512],
  [1e6, 10, -999990.000001],
  [1.5, 1e-9, -1.5],
] as const;

const relative = (value: number, reference: number): number => Math.abs(value - reference) / Math.abs(reference);

describe('the error function', () => {
  it.each(ERF)('erf(%d) to 1e-15', (x, reference) => {
    expect(relative(erf(x), reference)).toBeLessThan(1e-15);
    expect(erf(-x)).toBe(-erf(x));
  });

  it.each(ERFCX)('erfcx(%d) to 1e-15', (x, reference) => expect(relative(erfcx(x), reference)).toBeLessThan(1e-15));

  it('behaves at the ends', () => {
    expect(erf(0)).toBe(0);
    expect(erf(Infinity)).toBe(1);
    expect(erf(-Infinity)).toBe(-1);
    expect(erf(Number.NaN)).toBeNaN();
    expect(relative(erfcx(1e200), 1e-200 / Math.sqrt(Math.PI))).toBeLessThan(1e-15);
  });
});

describe('the log of the mean normal density over an interval', () => {
  it.each(LOG_MEAN_DENSITY)('at %d ± %d to 2e-14', (centre, halfWidth, reference) =>
    expect(Math.abs(logMeanDensity(centre, halfWidth) - reference)).toBeLessThan(2e-14 * Math.max(1, Math.abs(reference))),
  );

  it('is the density itself for an interval of no width', () => {
    expect(logMeanDensity(3, 0)).toBeCloseTo(-4.5 - 0.5 * Math.log(2 * Math.PI), 14);
  });

  it('stays a number where squares overflow', () => {
    expect(logMeanDensity(1e200, 1)).toBe(-Infinity);
    expect(logMeanDensity(1e200, 1e150)).toBe(-Infinity);
    expect(logMeanDensity(0, 1e200)).toBeCloseTo(-Math.log(2e200), 10);
  });
});

describe('the slope of that logarithm', () => {
  it.each(MEAN_DENSITY_SLOPE)('at %d ± %d has 13 digits', (centre, halfWidth, reference) => {
    expect(relative(meanDensitySlope(centre, halfWidth), reference)).toBeLessThan(1e-13);
    expect(meanDensitySlope(-centre, halfWidth)).toBe(-meanDensitySlope(centre, halfWidth));
  });

  it('is 0 in the middle, −m for an interval of no width, and a number where squares overflow', () => {
    expect(meanDensitySlope(0, 0.5)).toBeCloseTo(0, 15);
    expect(meanDensitySlope(3, 0)).toBe(-3);
    expect(meanDensitySlope(1e200, 1)).toBe(-1e200);
  });
});

describe('the binomial probabilities', () => {
  it('are n choose k over 2ⁿ, without overflow for many tosses', () => {
    expect([...binomial(4)].map((p) => 16 * p)).toEqual([1, 4, 6, 4, 1]);
    expect(relative(binomial(65_535)[32_767]!, 0.0031167246762524158)).toBeLessThan(1e-12);
  });
});
