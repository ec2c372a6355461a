import { FLOW_FIELDS, flowSegments, intervalsFrom, Sde, type OdeSolver, type Sde as Process } from '@partita/core';
import { ExactTrace, flowField, withDirections } from '@partita/likelihood';
import * as ode from '@partita/ode';
import { gaussianLogLikelihood, gaussianModel } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mixtureScore as hostScore } from './double-flow.ts';
import {
  adaptive,
  backend,
  container,
  edges,
  kindsOf,
  logLikelihood,
  mixture,
  rows,
  SONG,
  T_MIN,
  terms,
  tsitouras,
  worst,
} from './in-double.ts';

beforeAll(() => backend.start());
afterAll(() => backend.stop());

const embedded = Object.entries(ode).filter(
  (entry): entry is [string, ode.EmbeddedTableau] => entry[0].endsWith('Tableau') && 'embedded' in (entry[1] as object),
);

describe.each(kindsOf(Sde))('the field of the flow under %s', (kind) => {
  it('is that of the certificates to 1e-12, where all rows share a time and where each has its own', () => {
    const sde = container.build(Sde, kind);
    const [segment] = flowSegments(mixture(2, sde), new ode.LogSnrGrid(4), { from: T_MIN, to: sde.horizon }, (score) =>
      flowField(score, new ExactTrace()),
    );
    const leg = withDirections([segment!], undefined)[0]!;
    const { nodes, constants } = leg;
    const times = rows.map((_, i) => leg.coefficients(nodes[0]! + (i / rows.length) * (nodes.at(-1)! - nodes[0]!)));
    for (const columns of [[times[1]!], times]) {
      const slope = tf.tidy(() => ({
        ...leg.field({
          state: { x: tf.tensor2d(rows), logDet: tf.zeros([rows.length, 1]) },
          constants,
          coefficients: tf.tensor2d(columns.map((column) => [...column])),
        }),
      }));
      const [x, logDet] = [slope.x.arraySync(), slope.logDet.arraySync()];
      rows.forEach((row, i) => {
        const values = columns[columns.length === 1 ? 0 : i]!;
        const at = Object.fromEntries(FLOW_FIELDS.map((name, k) => [name, values[k]])) as Record<(typeof FLOW_FIELDS)[number], number>;
        const { score, trace } = hostScore(terms)(Float64Array.from(row), at);
        const expected = [...score.map((s, k) => at.linear * row[k]! - at.gain * s), at.linear * 2 - at.gain * trace];
        const size = Math.max(...expected.map(Math.abs), Math.abs(at.gain * trace));
        expect(worst([...x[i]!, ...logDet[i]!], expected) / size).toBeLessThan(1e-12);
      });
    }
  });
});

describe('log p of a Gaussian, within 1e-6 nats of the closed form', () => {
  const data = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
  const errorOf = async (sde: Process, solver: OdeSolver, steps: number): Promise<number> => {
    const model = gaussianModel(data, intervalsFrom(edges(sde)), T_MIN, sde);
    const values = await logLikelihood(model, rows, solver, new ode.LogSnrGrid(steps));
    return worst(
      values,
      rows.map((row) => gaussianLogLikelihood(data, row, T_MIN, sde)),
    );
  };

  it.each(kindsOf(Sde))('under %s, fixed steps', async (kind) => {
    expect(await errorOf(container.build(Sde, kind), tsitouras(), 72)).toBeLessThan(1e-6);
  });

  it.each(embedded)('by the adaptive %s', async (_name, tableau) => {
    expect(await errorOf(SONG, adaptive(tableau, tableau.order > 3 ? 1e-8 : 1e-6), 16)).toBeLessThan(tableau.order > 3 ? 1e-6 : 1e-4);
  });
});
