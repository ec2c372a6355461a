import { join } from 'node:path';
import { OnnxBackend } from '@partita/backend-onnx';
import { writeFileAtomically } from '@partita/checkpoints';
import { Dataset, SCHEDULE_FIELDS, scheduleAt, type PartitionedScore } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { loadScore } from '../composition/load-score.ts';
import { writeJson } from '../run/json-file.ts';
import type { Run } from '../run/run.ts';
import { columns, routedScore, scoreModel, segmentModel } from './score-models.ts';

/** Rows of the example that goes with an export. */
const EXAMPLE_ROWS = 16;

/**
 * Writes a trained run as ONNX models: `score.onnx`, the whole partitioned score, and `intervals/0003.onnx`, each network's. Both take
 * x and the columns t, logSnr, alpha, sigma. `export.json` says what is what, with an example to check any other runtime by.
 */
export async function exportRun(run: Run, directory: string): Promise<string[]> {
  await new OnnxBackend().start();
  const score = await loadScore(run.pieces, run.experiment, run.plan, run.plan.length);
  try {
    const files = [{ path: 'score.onnx', model: scoreModel(score) }];
    for (const [index, segment] of score.segments.entries())
      files.push({ path: `intervals/${String(index).padStart(4, '0')}.onnx`, model: segmentModel(segment, score) });
    for (const { path, model } of files) await writeFileAtomically(join(directory, path), model);
    await writeJson(join(directory, 'export.json'), {
      format: 'onnx',
      opset: 18,
      score: 'score.onnx',
      intervals: score.segments.map(({ start, end, point }, i) => ({
        file: files[i + 1]?.path,
        start,
        end,
        ...(point === undefined ? {} : { point }),
      })),
      sde: run.experiment.sde,
      example: await exampleOf(run, score),
    });
    return [...files.map(({ path }) => path), 'export.json'].map((path) => join(directory, path));
  } finally {
    score.dispose();
  }
}

/** Inputs, and what the score is there: computed here by plain tfjs. */
async function exampleOf(run: Run, score: PartitionedScore): Promise<Record<string, unknown>> {
  const { sde, tMin, dimension } = score;
  const times = Array.from({ length: EXAMPLE_ROWS }, (_, i) => Math.fround(tMin * (sde.horizon / tMin) ** ((i + 1) / EXAMPLE_ROWS)));
  const rows = await run.pieces.resolve(Dataset).batch({ split: 'test', seed: run.experiment.seed, index: 0, size: EXAMPLE_ROWS });
  const x = rows.slice(0, EXAMPLE_ROWS * dimension);
  const values = tf.tidy(() => routedScore(score, { x: tf.tensor2d(x, [EXAMPLE_ROWS, dimension]), ...columns(times, sde) }).arraySync());
  const schedule = SCHEDULE_FIELDS.map((field) => [field, times.map((t) => [scheduleAt(sde, t)[field]])] as const);
  const matrix = Array.from({ length: EXAMPLE_ROWS }, (_, i) => Array.from(x.subarray(i * dimension, (i + 1) * dimension)));
  return { inputs: { x: matrix, ...Object.fromEntries(schedule) }, score: values };
}
