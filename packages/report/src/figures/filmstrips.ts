import { mosaic } from '../draw/mosaic.ts';
import type { Filmstrip, ImageReport } from '../report-data.ts';
import type { DrawFigure } from './figure.ts';
import { distinctLabels } from './labels.ts';
import { picturePanel } from './picture-panel.ts';

/** Held-out pictures under growing noise, and under each what the networks take it to be. */
export const drawFilmstrips: DrawFigure = (runs) => {
  const films = runs.flatMap(({ name, images }) => (images?.filmstrip ? [{ name, shape: images.shape, film: images.filmstrip }] : []));
  if (films.length === 0) return undefined;
  const pictures = films.map(({ shape, film }) => mosaic(interleaved(film, shape), shape, film.logSnr.length));
  return {
    name: 'filmstrips',
    title: 'Denoising',
    caption:
      'Rows in pairs: a held-out picture under ever more noise, and below it what the network in force there takes it to be, the mean of all pictures that it might have been. The numbers are log-SNR.',
    description: `Filmstrips of ${films.map(({ name }) => name).join(', ')}: noised pictures and their denoised means at ${films[0]?.film.logSnr.length ?? 0} noise levels.`,
    spec(width) {
      const labels = distinctLabels(
        films.map(({ name }) => name),
        40,
      );
      return {
        spacing: 30,
        vconcat: films.map(({ film }, i) =>
          picturePanel({
            picture: pictures[i] as (typeof pictures)[number],
            width: Math.min(620, width - 24),
            title: labels[i] as string,
            columns: film.logSnr.map((value) => value.toFixed(1).replace('-', '−')),
          }),
        ),
      };
    },
  };
};

/** Each strip's noised pictures, then their denoised ones, strip by strip. */
function interleaved({ noised, denoised, logSnr }: Filmstrip, shape: ImageReport['shape']): Uint8Array {
  const strip = logSnr.length * shape.reduce((product, n) => product * n, 1);
  const out = new Uint8Array(noised.length + denoised.length);
  for (let at = 0; at < noised.length; at += strip) {
    out.set(noised.subarray(at, at + strip), 2 * at);
    out.set(denoised.subarray(at, at + strip), 2 * at + strip);
  }
  return out;
}
