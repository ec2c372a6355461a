import { defineComponent, FeatureMap } from '@partita/core';
import { z } from 'zod';

/** The coordinates of a row as they are. */
export const pixels: FeatureMap = {
  features: (rows, { shape }) => Promise.resolve({ values: rows, dimension: shape.reduce((product, n) => product * n, 1) }),
};

export const pixelsComponent = defineComponent({
  port: FeatureMap,
  kind: 'pixels',
  summary: 'the coordinates themselves',
  formula: 'f(x) = x',
  options: z.object({}),
  create: () => pixels,
});
