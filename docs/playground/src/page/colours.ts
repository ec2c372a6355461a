/** From data (violet) to noise (red); the theme gives lightness and strength. */
export const intervalColour = (index: number, count: number): string =>
  `oklch(var(--interval-lightness) var(--interval-chroma) ${(count === 1 ? 255 : 295 - (265 * index) / (count - 1)).toFixed(1)})`;

type Rgb = readonly [number, number, number];

/** The theme's colours of a density, from none to most: as a function of u in [0, 1]. */
export function densityColours(): (u: number) => Rgb {
  const theme = getComputedStyle(document.documentElement);
  const stops = [0, 1, 2, 3, 4].map((i) => channels(theme.getPropertyValue(`--density-${i}`)));
  return (u) => {
    const place = Math.min(1, Math.max(0, u)) * (stops.length - 1);
    const lower = Math.min(stops.length - 2, Math.floor(place));
    const [from, to] = [stops[lower] as Rgb, stops[lower + 1] as Rgb];
    const mix = (c: 0 | 1 | 2): number => from[c] + (place - lower) * (to[c] - from[c]);
    return [mix(0), mix(1), mix(2)];
  };
}

function channels(hex: string): Rgb {
  const value = Number.parseInt(hex.trim().slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
