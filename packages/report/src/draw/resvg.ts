import { createRequire } from 'node:module';
import type { Resvg, ResvgRenderOptions } from '@resvg/resvg-js';

const FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'];

/** Opens an SVG in the one typeface that travels with this package, whatever is installed on the machine. */
export async function openSvg(svg: string, options: ResvgRenderOptions = {}): Promise<Resvg> {
  const resvg = await import('@resvg/resvg-js');
  const { resolve } = createRequire(import.meta.url);
  const fontFiles = FILES.map((file) => resolve(`@expo-google-fonts/inter/${file}`));
  return new resvg.Resvg(svg, {
    ...options,
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
  });
}
