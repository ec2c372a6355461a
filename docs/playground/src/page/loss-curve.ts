import { svg } from './element.ts';
import { short } from './numbers.ts';

const [WIDTH, HEIGHT] = [240, 72];
/** How much of an average is the newest loss. */
const NEW = 0.15;

interface Point {
  readonly step: number;
  readonly loss: number;
  readonly mean: number;
}

/** One network's losses over its updates, on a logarithmic scale: each as it came, and their moving average. */
export class LossCurve {
  readonly picture: SVGSVGElement;
  readonly #name: string;
  readonly #steps: number;
  readonly #points: Point[] = [];
  readonly #raw = svg('path', { class: 'raw' });
  readonly #mean = svg('path', { class: 'mean' });

  constructor(picture: SVGSVGElement, name: string, steps: number) {
    this.picture = picture;
    this.#name = name;
    this.#steps = steps;
    picture.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    picture.setAttribute('preserveAspectRatio', 'none');
    picture.setAttribute('role', 'img');
    picture.setAttribute('aria-label', `Loss of ${name}: no updates yet`);
    picture.append(this.#raw, this.#mean);
  }

  /** The moving average. */
  get loss(): number | undefined {
    return this.#points.at(-1)?.mean;
  }

  add(step: number, loss: number): void {
    const last = this.#points.at(-1);
    this.#points.push({ step, loss, mean: last ? (1 - NEW) * last.mean + NEW * loss : loss });
    const first = this.#points[0] as Point;
    const logs = this.#points.map((point) => Math.log(Math.max(point.loss, 1e-12)));
    const [low, high] = [logs.reduce((a, b) => Math.min(a, b)), logs.reduce((a, b) => Math.max(a, b))];
    const place = (at: number, value: number): string => {
      const height = high > low ? (Math.log(Math.max(value, 1e-12)) - low) / (high - low) : 0.5;
      return `${((at / this.#steps) * WIDTH).toFixed(1)} ${(HEIGHT - 4 - height * (HEIGHT - 8)).toFixed(1)}`;
    };
    this.#raw.setAttribute('d', `M${this.#points.map((point) => place(point.step, point.loss)).join('L')}`);
    this.#mean.setAttribute('d', `M${this.#points.map((point) => place(point.step, point.mean)).join('L')}`);
    this.picture.setAttribute(
      'aria-label',
      `Loss of ${this.#name}, logarithmic: ${short(first.loss)} at update ${first.step}, ${short(this.loss ?? loss)} at update ${step}`,
    );
  }
}
