/** The few colours of the house. Figures stand on white cards, in the dark too. */
export const INK = '#1d2330';
export const MUTED = '#667085';
export const FAINT = '#e6e8ec';
export const ACCENT = '#2f62ad';

export type Rgb = readonly [number, number, number];

// From data (cool) to noise (warm), at nearly equal lightness so that each reads on white.
const INTERVALS = ['#56399b', '#2f62ad', '#15858c', '#5b9338', '#cc8a1c', '#bf432c'].map(fromHex);

// Matplotlib's inferno (Smith and van der Walt, 2015) at 17 equal steps: perceptually uniform.
// prettier-ignore
const INFERNO = [
  '#000004', '#0b0724', '#210c4a', '#3c0a65', '#57106d', '#70196e', '#89226a', '#a32c61', '#bb3755',
  '#d14545', '#e45933', '#f1721e', '#fa8d0b', '#fcab10', '#f9ca33', '#f2e865', '#fcffa4',
].map(fromHex);

/** The colour of the interval at a position among `count`, the same in every figure. */
export function intervalColour(position: number, count: number): string {
  return count === 1 ? ACCENT : toHex(along(INTERVALS, position / (count - 1)));
}

/** Density colours for u in [0, 1]. */
export const densityColour = (u: number): Rgb => along(INFERNO, u);

/** Piecewise linear through equally spaced colours. */
function along(colours: readonly Rgb[], u: number): Rgb {
  const place = Math.min(1, Math.max(0, u)) * (colours.length - 1);
  const lower = Math.min(colours.length - 2, Math.floor(place));
  const [from, to] = [colours[lower] as Rgb, colours[lower + 1] as Rgb];
  const mix = (channel: 0 | 1 | 2): number => Math.round(from[channel] + (place - lower) * (to[channel] - from[channel]));
  return [mix(0), mix(1), mix(2)];
}

function fromHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** `#rrggbb` as channels. */
export const rgb = fromHex;

const toHex = (colour: Rgb): string => `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
