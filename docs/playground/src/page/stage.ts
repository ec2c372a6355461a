import type { Outline, Picture } from '../lab/inquiry.ts';
import { byId } from './element.ts';
import { quantile, short } from './numbers.ts';
import { drawPanel, type Scene } from './panel.ts';

/** The exact density beside the learned one. */
export class Stage {
  readonly #exact = byId<HTMLCanvasElement>('exact');
  readonly #learned = byId<HTMLCanvasElement>('learned');
  #outline: Outline | undefined;
  #picture: Picture | undefined;

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  /** What is to be learned; what was learned of something else goes. */
  outline(outline: Outline): void {
    if (this.#outline?.hash !== outline.hash) this.#picture = undefined;
    this.#outline = outline;
    byId('exact-caption').textContent = outline.exact ? 'The data’s density' : 'The data (its density has no closed form)';
    this.#draw();
  }

  learned(picture: Picture | undefined): void {
    this.#picture = picture;
    this.#draw();
  }

  #draw(): void {
    const { extent, exact, data } = this.#outline ?? { extent: 1 };
    const [truth, model] = [exact?.density, this.#picture?.density];
    const most = quantile((truth ?? model)?.values ?? [1], 0.995);
    const show = (canvas: HTMLCanvasElement, scene: Omit<Scene, 'extent' | 'most'>, words: string): void => {
      drawPanel(canvas, { extent, most, ...scene });
      canvas.setAttribute('aria-label', `${words} The square reaches from −${short(extent)} to ${short(extent)} in both coordinates.`);
    };
    show(
      this.#exact,
      truth ? { density: truth } : data ? { points: data } : {},
      truth ? 'Heat map of the exact density of the data.' : 'Scatter plot of rows of the data.',
    );
    const drawn = (this.#picture?.samples.length ?? 0) / 2;
    show(
      this.#learned,
      { ...(model ? { density: model } : {}), ...(this.#picture ? { points: this.#picture.samples } : {}) },
      model ? `Heat map of the learned density with ${drawn} samples over it.` : 'Empty: nothing has been learned yet.',
    );
    byId('learned-caption').textContent = model ? `Learned, with ${drawn} samples` : 'Learned: nothing yet';
  }
}
