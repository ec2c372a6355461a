import { readModel, runtime } from '#platform';
import { defineComponent, FeatureMap, PartitaError, suggest, type Dataset, type Features } from '@partita/core';
import { z } from 'zod';
import { sessionOptions } from '../run/options.ts';
import { reasonOf } from '../run/reason.ts';
import { modelInterface } from './model-interface.ts';
import { modelRows, type PictureOptions } from './model-rows.ts';

export interface OnnxFeaturesOptions extends PictureOptions {
  /** The model. */
  readonly path: string;
  /** Which of its outputs; null for the first. */
  readonly output: string | null;
  /** Rows that go through it together, where it leaves their number open. */
  readonly batch: number;
}

/** What a network in an ONNX file makes of rows: one of its outputs, flattened. The file is opened when it is first used. */
export function onnxFeatures({ path, output, batch, ...options }: OnnxFeaturesOptions): FeatureMap {
  const where = `features: '${path}'`;
  let model: Model | undefined;
  const through = (rows: Float32Array, data: Pick<Dataset, 'shape' | 'lattice'>): Features => {
    model ??= openModel(path, output, where);
    const { axes, run } = model;
    const form = modelRows(data, axes.slice(1), options, where);
    const width = data.shape.reduce((product, n) => product * n, 1);
    const together = axes[0] ?? batch;
    const total = rows.length / width;
    let found: Features = { values: new Float32Array(), dimension: 1 };
    for (let first = 0; first < total; first += together) {
      const count = Math.min(together, total - first);
      const some = form.write(rows.subarray(first * width, (first + count) * width));
      const asked = axes[0] ?? count; // a model of a fixed number of rows gets zeros for those that are missing
      const values = run(filled(some, (some.length / count) * asked), [asked, ...form.shape]);
      const dimension = values.length / asked;
      if (first === 0) found = { values: new Float32Array(total * dimension), dimension };
      found.values.set(values.subarray(0, count * dimension), first * dimension);
    }
    return found;
  };
  return { features: (rows, data) => new Promise((resolve) => resolve(through(rows, data))) };
}

interface Model {
  /** Of its input; undefined for any length. */
  readonly axes: readonly (number | undefined)[];
  readonly run: (data: Float32Array, dims: readonly number[]) => Float32Array;
}

function openModel(path: string, wanted: string | null, where: string): Model {
  const bytes = readModel(path);
  const { input, shape, outputs } = modelInterface(bytes, where);
  const output = wanted ?? (outputs[0] as string);
  if (!outputs.includes(output)) throw new PartitaError(`${where} has no output '${output}'${suggest(output, outputs)}.`);
  const { Session, Tensor, providers } = runtime();
  const session = new Session();
  const refused = (error: unknown) => new PartitaError(`${where}: ONNX Runtime refuses it: ${reasonOf(error)}.`, { cause: error });
  try {
    session.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, sessionOptions({}, providers));
  } catch (error) {
    throw refused(error);
  }
  return {
    axes: shape,
    run: (data, dims) => {
      try {
        const { data: values, type } = session.run({ [input]: new Tensor('float32', data, dims) }, { [output]: null }, {})[output] as {
          data: unknown;
          type: string;
        };
        if (type === 'float32') return values as Float32Array;
        throw new Error(`its output '${output}' is ${type}, not float32`);
      } catch (error) {
        throw refused(error);
      }
    },
  };
}

function filled(values: Float32Array, length: number): Float32Array {
  if (values.length === length) return values;
  const out = new Float32Array(length);
  out.set(values);
  return out;
}

const perChannel = (fallback: number) => z.array(z.number()).min(1).max(4).default([fallback]);

export const onnxFeaturesComponent = defineComponent({
  port: FeatureMap,
  kind: 'onnx',
  summary: 'what a network in an ONNX file makes of pictures',
  formula: 'f(x) = an output of the model, flattened, at (low + (high − low)·level/highest − mean)/std',
  options: z.object({
    path: z.string().min(1).default('features.onnx').describe('the .onnx file, with one input'),
    output: z.string().min(1).nullable().default(null).describe('which of its outputs; null for the first'),
    layout: z.enum(['channels-first', 'channels-last']).default('channels-first').describe('of a picture: [c, h, w] or [h, w, c]'),
    range: z.tuple([z.number(), z.number()]).default([0, 1]).describe('what the lowest and the highest level become'),
    mean: perChannel(0).describe('subtracted then, one for each channel or one for all'),
    std: perChannel(1).describe('divided by then, one for each channel or one for all'),
    batch: z.int().min(1).max(65_536).default(64).describe('rows that go through it together'),
  }),
  create: onnxFeatures,
});
