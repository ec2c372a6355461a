import { PartitaError, type Metric } from '@partita/core';
import { meanInNats } from './mean.ts';

/**
 * How far the model is from the best there can be, in nats: NLL − H = KL(data ‖ model), 0 for a perfect model.
 *
 * With the data's exact log density as a control variate it is the mean of log p_data(x) − log p_model(x) over the test rows:
 * the same expectation, with a standard error that vanishes as the model comes close, where that of the NLL does not.
 * Undefined for data without an exact density.
 */
export const entropyGap = (): Metric => ({
  name: 'entropy-gap',
  async measure(context) {
    const { exact } = context.dataset;
    if (!exact) return undefined;
    const data = exact.logDensity(await context.testRows(), 1, 0);
    const model = await context.testLogLikelihood();
    const impossible = data.findIndex((value) => !Number.isFinite(value));
    if (impossible >= 0)
      throw new PartitaError(
        `entropy-gap: the data set's own log density of test row ${impossible} is ${data[impossible]}; a draw must have a finite one.`,
      );
    return meanInNats(data.map((value, row) => value - (model[row] as number)));
  },
});
