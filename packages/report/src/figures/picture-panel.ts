import type { Mosaic } from '../draw/mosaic.ts';
import { MUTED } from '../draw/palette.ts';
import { exactly, type Panel } from './figure.ts';

export interface PictureSketch {
  readonly picture: Mosaic;
  readonly width: number;
  readonly title: string;
  readonly subtitle?: string;
  /** Words under each column of the picture. */
  readonly columns?: readonly string[];
}

/** A picture with its title, and words under its columns where there are any. */
export function picturePanel({ picture, width, title, subtitle, columns = [] }: PictureSketch): Panel {
  const height = Math.round(width * picture.aspect);
  const words = columns.map((text, i) => ({ text, place: (i + 0.5) / picture.columns }));
  return {
    width,
    height,
    title: { text: title, ...(subtitle === undefined ? { anchor: 'middle' } : { subtitle }) },
    view: { stroke: null },
    layer: [
      {
        data: { values: [{ url: picture.uri }] },
        mark: { type: 'image', aspect: false, width, height },
        encoding: { x: { value: width / 2 }, y: { value: height / 2 }, url: { field: 'url', type: 'nominal' } },
      },
      {
        data: { values: words },
        mark: { type: 'text', baseline: 'top', color: MUTED, fontSize: width / picture.columns < 34 ? 8 : 10 },
        encoding: {
          x: { field: 'place', type: 'quantitative', scale: exactly([0, 1]), axis: null },
          y: { value: height + 6 },
          text: { field: 'text', type: 'nominal' },
        },
      },
    ],
  };
}
