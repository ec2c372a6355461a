import { Dataset, Sde, type NamedArray } from '@partita/core';
import type { Filmstrip, ImageReport, Neighbours } from '@partita/report';
import { inBytes, pictureBytes, pictureData, type PictureData } from './pictures.ts';
import type { Run } from './run.ts';

/** Held-out pictures in the report. */
const SHOWN = 64;

type Arrays = Readonly<Record<string, NamedArray>>;

/** What the report shows of data that are pictures, from the arrays of an evaluation; undefined for other data. */
export async function imagesOf({ pieces, experiment }: Run, arrays: Arrays): Promise<ImageReport | undefined> {
  const dataset = pieces.resolve(Dataset);
  const pictures = pictureData(dataset);
  if (!pictures) return undefined;
  const heldOut = await dataset.batch({ split: 'test', seed: experiment.seed, index: 0, size: SHOWN });
  const filmstrip = filmstripOf(arrays, pictures, pieces.resolve(Sde));
  const neighbours = neighboursOf(arrays, pictures);
  return {
    shape: pictures.shape,
    data: pictureBytes(heldOut, pictures),
    samples: pictureBytes(arrays['samples']?.data ?? new Float32Array(), pictures),
    ...(filmstrip && { filmstrip }),
    ...(neighbours && { neighbours }),
  };
}

function filmstripOf(arrays: Arrays, pictures: PictureData, sde: Sde): Filmstrip | undefined {
  const [times, noised, denoised] = ['times', 'noised', 'denoised'].map((name) => arrays[`filmstrip/${name}`]?.data);
  if (!times || !noised || !denoised) return undefined;
  return {
    logSnr: Array.from(times, (t) => sde.logSnr(t)),
    noised: pictureBytes(noised, pictures),
    denoised: pictureBytes(denoised, pictures),
  };
}

function neighboursOf(arrays: Arrays, pictures: PictureData): Neighbours | undefined {
  const [searched, rows, samples, heldOut] = ['searched', 'rows', 'samples', 'held-out'].map((name) => arrays[`neighbours/${name}`]?.data);
  if (!searched || !rows || !samples || !heldOut) return undefined;
  const distances = (values: Float32Array): Float64Array => Float64Array.from(values, (value) => inBytes(value, pictures.lattice));
  return {
    searched: searched[0] as number,
    nearest: pictureBytes(rows, pictures),
    distances: distances(samples),
    heldOut: distances(heldOut),
  };
}
