import { colourBar } from '../draw/heat-map.ts';
import { FAINT, INK } from '../draw/palette.ts';
import { exactly, type Panel } from './figure.ts';

export interface Picture {
  readonly url: string;
  readonly extent: readonly [number, number];
}

/** One heat map with its labels. */
export function densityPanel(cell: {
  picture: Picture | undefined;
  size: number;
  above?: string;
  beside?: string;
  isLast: boolean;
}): Panel {
  const { picture, size, above, beside, isLast } = cell;
  const [low, high] = picture?.extent ?? [0, 1];
  const scale = exactly([low, high]);
  const axis = { grid: false, tickCount: 3, title: null, ticks: true, tickColor: FAINT, tickSize: 4, labelPadding: 3, labelFontSize: 10 };
  return {
    width: size,
    height: size,
    ...(above === undefined ? {} : { title: { text: above, anchor: 'middle' } }),
    layer: [
      {
        data: { values: picture ? [{ url: picture.url }] : [] },
        mark: { type: 'image', aspect: false, width: size, height: size },
        encoding: { x: { value: size / 2 }, y: { value: size / 2 }, url: { field: 'url', type: 'nominal' } },
      },
      {
        data: { values: [{}] },
        mark: { type: 'point', opacity: 0 },
        encoding: {
          x: { datum: low, type: 'quantitative', scale, axis: isLast && picture ? axis : null },
          y: {
            datum: low,
            type: 'quantitative',
            scale,
            axis:
              beside === undefined
                ? null
                : {
                    ...axis,
                    title: beside,
                    titleFontWeight: 600,
                    titleColor: INK,
                    titleFontSize: 12,
                    labels: picture !== undefined,
                    ticks: picture !== undefined,
                    minExtent: 26,
                    maxExtent: 26,
                  },
          },
        },
      },
    ],
  };
}

/** What the colours mean. */
export function scalePanel(width: number): Panel {
  return {
    width,
    height: 8,
    layer: [
      {
        data: { values: [{ url: colourBar() }] },
        mark: { type: 'image', aspect: false, width, height: 8 },
        encoding: { x: { value: width / 2 }, y: { value: 4 }, url: { field: 'url', type: 'nominal' } },
      },
      {
        data: { values: [{}] },
        mark: { type: 'point', opacity: 0 },
        encoding: {
          x: {
            datum: 0,
            type: 'quantitative',
            scale: { domain: [0, 1], nice: false },
            axis: { grid: false, values: [0, 1], title: null, labelExpr: "datum.value > 0 ? 'highest' : '0'", labelFontSize: 10 },
          },
        },
      },
    ],
  };
}
