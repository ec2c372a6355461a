import type { Grid } from '../lab/inquiry.ts';
import { densityColours } from './colours.ts';

/** What a panel shows of the plane. */
export interface Scene {
  /** Half the side of the square. */
  readonly extent: number;
  readonly density?: Grid;
  /** The density that has the strongest colour. */
  readonly most?: number;
  /** `[n, 2]`. */
  readonly points?: Float32Array;
}

/** Draws a density and points over it; the canvas is square. */
export function drawPanel(canvas: HTMLCanvasElement, { extent, density, most = 1, points }: Scene): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width: size } = canvas;
  const colour = densityColours();
  context.fillStyle = `rgb(${colour(0).join(' ')})`;
  context.fillRect(0, 0, size, size);
  if (density) context.drawImage(heatMap(density, most, colour), 0, 0, size, size);
  if (!points) return;
  context.fillStyle = getComputedStyle(canvas).getPropertyValue('--point');
  const radius = size / 400;
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number].map((v) => ((v / extent + 1) / 2) * size) as [number, number];
    context.beginPath();
    context.arc(x, size - y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

/** A pixel a cell; the square root brings out what is faint. */
function heatMap({ side, values }: Grid, most: number, colour: ReturnType<typeof densityColours>): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const image = context.createImageData(side, side);
  values.forEach((value, i) => {
    const row = side - 1 - Math.floor(i / side);
    image.data.set([...colour(Math.sqrt(value / most)), 255], 4 * (row * side + (i % side)));
  });
  context.putImageData(image, 0, 0);
  return canvas;
}
