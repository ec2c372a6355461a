import { ACCENT, FAINT } from '../draw/palette.ts';
import { outside, scatter } from '../draw/scatter.ts';
import { formatCount } from '../numbers/format.ts';
import { paddedRange, quantile } from '../numbers/range.ts';
import type { RunReport } from '../report-data.ts';
import { exactly, isNarrow, type DrawFigure, type Panel } from './figure.ts';
import { distinctLabels } from './labels.ts';

const GREY = '#3d4452';

interface Cloud {
  readonly label: string;
  readonly points: ArrayLike<number>;
  readonly colour: string;
}

/** Samples beside data. */
export const drawSamples: DrawFigure = (runs) => {
  const clouds = cloudsOf(runs);
  if (clouds.length === 0 || runs.every(({ samples }) => (samples?.length ?? 0) === 0)) return undefined;
  const extent = extentOf(clouds);
  const pictures = clouds.map(({ points, colour }) => scatter(points, { extent, pixels: 480, radius: 2.1, opacity: 0.5, colour }));
  const lost = clouds.map(({ points }) => outside(points, extent));

  return {
    name: 'samples',
    title: 'Samples beside data',
    caption: 'Each dot is one draw. Look for modes that are missing or too full, and for strays between them.',
    description: `Scatter plots of ${clouds.map(({ label, points }) => `${label}, ${formatCount(points.length / 2)} points`).join('; ')}.`,
    spec(width) {
      const columns = Math.min(clouds.length, isNarrow(width) ? 2 : 4);
      const size = Math.min(280, (width - 34) / columns - 14);
      const labels = distinctLabels(
        clouds.map(({ label }) => label),
        isNarrow(width) ? 18 : 30,
      );
      const rows = Array.from({ length: Math.ceil(clouds.length / columns) }, (_, row) => row * columns);
      const panel = (i: number): Panel =>
        samplePanel({
          url: pictures[i] as string,
          label: labels[i] as string,
          lost: lost[i] as number,
          size,
          extent,
          isFirst: i % columns === 0,
          isLast: i + columns >= clouds.length,
        });
      return {
        spacing: 18,
        vconcat: rows.map((first) => ({
          spacing: 14,
          bounds: 'flush' as const,
          hconcat: clouds.slice(first, first + columns).map((_, i) => panel(first + i)),
        })),
      };
    },
  };
};

interface PanelSketch {
  readonly url: string;
  readonly label: string;
  /** Points outside the frame. */
  readonly lost: number;
  readonly size: number;
  readonly extent: readonly [number, number];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function samplePanel({ url, label, lost, size, extent, isFirst, isLast }: PanelSketch): Panel {
  const scale = exactly(extent);
  const axis = { tickCount: 4, title: null, labelFontSize: 10 };
  return {
    width: size,
    height: size,
    title: { text: label, anchor: 'middle', ...(lost > 0 ? { subtitle: `${formatCount(lost)} outside the frame` } : {}) },
    view: { stroke: FAINT },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: 'point', opacity: 0 },
        encoding: {
          x: { datum: extent[0], type: 'quantitative', scale, axis: { ...axis, labels: isLast } },
          y: {
            datum: extent[0],
            type: 'quantitative',
            scale,
            axis: { ...axis, labels: isFirst, minExtent: isFirst ? 20 : 0, maxExtent: isFirst ? 20 : 0 },
          },
        },
      },
      {
        data: { values: [{ url }] },
        mark: { type: 'image', aspect: false, width: size, height: size },
        encoding: { x: { value: size / 2 }, y: { value: size / 2 }, url: { field: 'url', type: 'nominal' } },
      },
    ],
  };
}

/** Each data set, followed by the runs on it. */
function cloudsOf(runs: readonly RunReport[]): Cloud[] {
  const datasets = [...new Set(runs.map(({ dataset }) => dataset))];
  return datasets.flatMap((dataset) => {
    const ours = runs.filter((run) => run.dataset === dataset);
    const data = ours.find((run) => (run.data?.length ?? 0) > 0)?.data;
    const label = datasets.length > 1 ? `data, ${dataset}` : 'data';
    const models = ours.flatMap(({ name, samples }) =>
      samples && samples.length > 0 ? [{ label: name, points: samples, colour: ACCENT }] : [],
    );
    return data ? [{ label, points: data, colour: GREY }, ...models] : models;
  });
}

/** A square frame around the data (around everything, where there is none), not led astray by a few outliers. */
function extentOf(clouds: readonly Cloud[]): [number, number] {
  const data = clouds.filter(({ colour }) => colour === GREY);
  const framed = data.length > 0 ? data : clouds;
  return paddedRange(
    framed.flatMap(({ points }) => [quantile(points, 0.001) ?? Number.NaN, quantile(points, 0.999) ?? Number.NaN]),
    0.12,
  );
}
