import { crop } from './draw/crop.ts';
import { renderPng } from './draw/png.ts';
import { renderSvg } from './draw/svg.ts';
import { drawComparison } from './figures/comparison.ts';
import { drawDensities } from './figures/densities.ts';
import { NARROW, WIDE, type DrawFigure } from './figures/figure.ts';
import { drawFilmstrips } from './figures/filmstrips.ts';
import { drawImageSamples } from './figures/image-samples.ts';
import { drawLossCurves } from './figures/loss-curves.ts';
import { drawNeighbours } from './figures/neighbours.ts';
import { drawSamples } from './figures/samples.ts';
import { drawTimeline } from './figures/timeline.ts';
import { page } from './html/page.ts';
import type { ReportInput } from './report-data.ts';

const FIGURES: readonly DrawFigure[] = [
  ...[drawDensities, drawSamples, drawImageSamples, drawFilmstrips, drawNeighbours],
  ...[drawComparison, drawTimeline, drawLossCurves],
];

export interface RenderedReport {
  readonly html: string;
  /** By name, in the order of the page. */
  readonly figures: ReadonlyMap<string, RenderedFigure>;
}

export interface RenderedFigure {
  readonly svg: string;
  readonly png: Uint8Array;
}

/** Draws everything. The same input gives the same bytes; nothing is read or written but the typeface. */
export async function renderReport(input: ReportInput): Promise<RenderedReport> {
  const figures = FIGURES.flatMap((draw) => draw(input.runs) ?? []);
  const drawn = await Promise.all(
    figures.map(async (figure) => ({
      figure,
      wide: await crop(await renderSvg(figure.spec(WIDE), `${figure.name}-wide`)),
      narrow: await crop(await renderSvg(figure.spec(NARROW), `${figure.name}-narrow`)),
    })),
  );
  const pictures = await Promise.all(
    drawn.map(async ({ figure, wide }): Promise<[string, RenderedFigure]> => [figure.name, { svg: wide, png: await renderPng(wide) }]),
  );
  return { html: page(input, drawn), figures: new Map(pictures) };
}
