import { Averaging, defineComponent } from '@partita/core';
import { z } from 'zod';

/** No average: the parameters of the last update are evaluated. */
export const noAveraging = (): Averaging => ({ decay: () => 0 });

export const none = defineComponent({
  port: Averaging,
  kind: 'none',
  summary: 'no average: the parameters of the last update',
  formula: 'β_n = 0',
  options: z.object({}),
  create: noAveraging,
});
