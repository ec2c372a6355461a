import { decode, type DecodedPng } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { heatMap } from '../src/draw/heat-map.ts';
import { densityColour, intervalColour } from '../src/draw/palette.ts';
import { outside, scatter } from '../src/draw/scatter.ts';

const open = (uri: string): DecodedPng => decode(Buffer.from(uri.replace('data:image/png;base64,', ''), 'base64'));
const colourAt = ({ width, data, palette }: DecodedPng, x: number, y: number): number[] => [
  ...(palette?.[data[y * width + x] as number] ?? []),
];
const luminance = (colour: readonly number[]): number => 0.2126 * colour[0]! + 0.7152 * colour[1]! + 0.0722 * colour[2]!;

describe('heatMap', () => {
  it('puts row 0 at the bottom and follows the square root', () => {
    const picture = open(heatMap([1, 0, 0, 0.25], 2, 1));
    const last = picture.width - 1;
    expect(colourAt(picture, 0, last)).toEqual([...densityColour(1)]); // lowest y, lowest x
    expect(colourAt(picture, last, 0)).toEqual([...densityColour(0.5)].map((channel) => expect.closeTo(channel, -0.7) as number)); // √0.25
    expect(colourAt(picture, 0, 0)).toEqual([...densityColour(0)]);
  });

  it('interpolates linearly between the centres of cells', () => {
    const picture = open(heatMap([0, 1, 0, 1], 2, 1));
    const levels = Array.from({ length: picture.width }, (_, x) => picture.data[x] as number);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect((levels[picture.width / 2 - 1]! + levels[picture.width / 2]!) / 2).toBe(127);
  });

  it('saturates above the top, and shows what is not finite in grey', () => {
    const picture = open(heatMap([7, Number.NaN, -1, Infinity], 2, 1));
    const last = picture.width - 1;
    expect(colourAt(picture, 0, last)).toEqual([...densityColour(1)]);
    expect(colourAt(picture, last, last)).toEqual([196, 200, 208]);
    expect(colourAt(picture, 0, 0)).toEqual([...densityColour(0)]);
  });
});

describe('scatter', () => {
  const style = { extent: [-1, 1], pixels: 40, radius: 2, opacity: 0.5, colour: '#102030' } as const;

  it('draws a dot where its point is, with y upwards', () => {
    const picture = open(scatter([0.525, 0.775], style)); // the centre of pixel (30, 4)
    expect(colourAt(picture, 30, 4)).toEqual([0x10, 0x20, 0x30, 128]);
    expect(picture.data.filter((alpha) => alpha > 0).length).toBeGreaterThan(9);
    expect(colourAt(picture, 30, 35)[3]).toBe(0);
  });

  it('composes opacities where dots overlap', () => {
    expect(colourAt(open(scatter([0.525, 0.775, 0.525, 0.775], style)), 30, 4)[3]).toBe(Math.round(255 * 0.75));
  });

  it('leaves out, and counts, what lies outside or is not finite', () => {
    const points = [2, 0, Number.NaN, 0, 0, -Infinity];
    expect(open(scatter(points, style)).data.every((alpha) => alpha === 0)).toBe(true);
    expect(outside([...points, 0.5, 0.5], [-1, 1])).toBe(3);
  });
});

describe('palette', () => {
  it('has density colours of steadily rising luminance', () => {
    const lights = Array.from({ length: 100 }, (_, i) => luminance(densityColour(i / 99)));
    lights.slice(1).forEach((light, i) => expect(light).toBeGreaterThanOrEqual(lights[i]!));
  });

  it('tells neighbouring intervals apart, and all of them from white', () => {
    const colours = Array.from({ length: 8 }, (_, i) => intervalColour(i, 8));
    expect(new Set(colours).size).toBe(8);
    for (const colour of colours) expect(luminance([1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)))).toBeLessThan(160);
    expect(intervalColour(0, 4)).toBe(intervalColour(0, 9));
    expect(intervalColour(3, 4)).toBe(intervalColour(8, 9));
  });
});
