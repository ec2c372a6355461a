import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseValue, PartitaError } from '../src/index.ts';

const schema = z.strictObject({
  rate: z.union([z.number().gt(0), z.literal('auto')]).optional(),
  shape: z.array(z.int().min(1).max(8)).min(1).max(3).optional(),
  label: z.string().min(1).max(3).optional(),
  limits: z.record(z.string().regex(/^[a-z]+$/, 'use small letters'), z.number().lt(1)).optional(),
  mode: z.enum(['fast', 'slow']).optional(),
  version: z.literal(2).optional(),
  own: z
    .number()
    .refine((n) => n % 2 === 0, 'it must be even')
    .optional(),
  deep: z.array(z.strictObject({ inner: z.strictObject({ width: z.number() }).prefault({ width: 1 }) })).optional(),
});

describe('parseValue', () => {
  it('returns what fits', () => {
    expect(parseValue(schema, { rate: 'auto', deep: [{}] })).toEqual({ rate: 'auto', deep: [{ inner: { width: 1 } }] });
  });

  it.each([
    [{ rate: 'fast' }, 'rate: expected a number, or choose "auto", got "fast".'],
    [{ rate: -1 }, 'rate: must be above 0, got -1.'],
    [{ shape: 4 }, 'shape: expected a list, got 4.'],
    [{ shape: [] }, 'shape: must have at least 1 item, got [].'],
    [{ shape: [1, 2, 3, 4] }, 'shape: must have at most 3 items, got [1,2,3,4].'],
    [{ shape: [1, 9] }, 'shape[1]: must be at most 8, got 9.'],
    [{ shape: [1.5] }, 'shape[0]: expected a whole number, got 1.5.'],
    [{ label: '' }, 'label: must not be empty, got "".'],
    [{ label: 'long' }, 'label: must have at most 3 characters, got "long".'],
    [{ limits: { UP: 0 } }, "limits.UP: the name 'UP' does not fit: use small letters."],
    [{ limits: { up: 1 } }, 'limits.up: must be below 1, got 1.'],
    [{ mode: 'fsat' }, 'mode: "fsat" is not valid; did you mean \'fast\'? (choices: fast, slow).'],
    [{ mode: 3 }, 'mode: choose one of "fast", "slow", got 3.'],
    [{ version: 3 }, 'version: choose 2, got 3.'],
    [{ own: 3 }, 'own: it must be even.'],
    [{ own: NaN }, 'own: expected a number, got NaN.'],
    [{ deep: [{ inner: { widht: 1 } }] }, 'deep[0].inner.width: expected a number, got nothing.'],
    [{ deep: [{ inner: { width: 1, widht: 1 } }] }, "deep[0].inner: there is no option 'widht'; did you mean 'width'? (choices: width)."],
    [{ lable: 'x' }, "top level: there is no option 'lable'; did you mean 'label'?"],
    [null, 'top level: expected an object, got null.'],
    [{ mode: 'x'.repeat(500) }, `mode: "${'x'.repeat(98)}… is not valid; choose one of: fast, slow.`],
  ])('refuses %j in one sentence', (value, sentence) => {
    expect(() => parseValue(schema, value)).toThrow(PartitaError);
    expect(() => parseValue(schema, value)).toThrow(sentence);
  });
});
