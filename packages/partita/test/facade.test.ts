import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPartita, PartitaError } from '../src/index.ts';
import { scratch } from './command.ts';

const tiny = {
  dataset: 'gaussian',
  partition: { intervals: 2 },
  network: { widths: [8] },
  training: { steps: 4, batchSize: 16, heldOutBatches: 1 },
  executor: 'inline',
  evaluation: { points: 30, samples: 20, densityGrid: 4, densityTimes: [0, 0.5] },
};

describe('createPartita', () => {
  it('trains, evaluates, samples, reports, and finds the run again', { timeout: 60_000 }, async () => {
    const out = join(scratch(), 'run');
    const partita = createPartita();
    const finished: number[] = [];
    const run = await partita.train(tiny, {
      out,
      listener: (job, event) => {
        if (event.type === 'finished') finished.push(job.interval.index);
      },
    });
    expect(finished).toEqual([0, 1]);
    expect(run.experiment.partition).toEqual({ kind: 'equal', intervals: 2 });

    const { measurements, networks } = await run.evaluate();
    expect(networks).toBe(2);
    // Hardly trained: worse than the entropy of the data, log 2πe nats.
    expect(measurements['nll']?.value).toBeGreaterThan(Math.log(2 * Math.PI * Math.E));

    const again = await partita.open(out);
    expect(await again.sample(6, 3)).toEqual(await run.sample(6, 3));
    expect((await again.sample(4, 3)).slice(0, 8)).toEqual((await run.sample(6, 3)).slice(0, 8));
    expect(existsSync(await again.report())).toBe(true);
  });

  it('refuses what the command refuses', async () => {
    const out = join(scratch(), 'run');
    await expect(createPartita().train({ partition: 'equel' }, { out })).rejects.toThrow(PartitaError);
    await expect(createPartita().train({ variants: { a: {} } }, { out })).rejects.toThrow('An experiment with variants is a study');
    expect(existsSync(out)).toBe(false);
  });
});
