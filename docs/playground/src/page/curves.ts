import { stepsOf, type TimeInterval, type TrainEvent } from '@partita/core';
import type { Outline } from '../lab/inquiry.ts';
import { intervalColour } from './colours.ts';
import { element, svg } from './element.ts';
import { LossCurve } from './loss-curve.ts';
import { short } from './numbers.ts';

/** The time axis with its intervals, and a card with a loss curve for each. */
export class Curves {
  readonly #axis: HTMLElement;
  readonly #cards: HTMLElement;
  readonly #save: (interval: number) => void;
  #rows: readonly Row[] = [];

  /** @param save called when an interval's weights are asked for */
  constructor(axis: HTMLElement, cards: HTMLElement, save: (interval: number) => void) {
    this.#axis = axis;
    this.#cards = cards;
    this.#save = save;
  }

  outline(outline: Outline): void {
    const { plan, axis } = outline;
    this.#rows = plan.map((interval, i) => rowOf(outline, interval, intervalColour(i, plan.length), () => this.#save(interval.index)));
    const [from, to] = axis.logSnr;
    const bars = this.#rows.map(({ bar }, i) => {
      const [high, low] = axis.intervals[i] as readonly [number, number];
      bar.style.flexGrow = String(Math.max((high - low) / (from - to), 0.001));
      return bar;
    });
    this.#axis.replaceChildren(...bars);
    this.#cards.replaceChildren(...this.#rows.map(({ card }) => card));
  }

  /** @param isSaved whether there are weights to be had */
  event(interval: number, event: TrainEvent, isSaved: boolean): void {
    const row = this.#rows[interval];
    if (!row) return;
    row.weights.disabled = !isSaved;
    const isRunning = event.type !== 'finished';
    row.bar.classList.toggle('running', isRunning);
    row.card.classList.toggle('running', isRunning);
    if ('step' in event) {
      row.progress.value = event.step;
      row.bar.style.setProperty('--done', String(event.step / row.steps));
    }
    if (event.type === 'progress') row.curve.add(event.step, event.loss);
    const { loss } = row.curve;
    row.done.textContent = `${row.progress.value} of ${row.steps}`;
    row.loss.textContent = loss === undefined ? '' : `loss ${short(loss)}`;
  }

  /** Nothing trains any more. */
  rest(): void {
    for (const { bar, card } of this.#rows) [bar, card].forEach(({ classList }) => classList.remove('running'));
  }
}

interface Row {
  readonly bar: HTMLLIElement;
  readonly card: HTMLLIElement;
  readonly progress: HTMLProgressElement;
  readonly done: HTMLElement;
  readonly loss: HTMLElement;
  readonly weights: HTMLButtonElement;
  readonly curve: LossCurve;
  readonly steps: number;
}

function rowOf({ experiment, plan }: Outline, interval: TimeInterval, colour: string, save: () => void): Row {
  const { index, start, end, scaffold } = interval;
  const steps = stepsOf(experiment, interval);
  const name = scaffold ? `Scaffold ${index + 1}` : `Interval ${index + 1}`;
  const range = start === end ? `t = ${short(end)}` : `t ∈ (${short(start)}, ${short(end)}]`;
  const bar = element('li', { title: `${name}: ${range}` }, element('span', { class: 'edge', 'aria-hidden': true }, short(start)));
  if (index === plan.length - 1) bar.append(element('span', { class: 'edge last', 'aria-hidden': true }, short(end)));
  bar.append(element('span', { class: 'unseen' }, `${name}: ${range}`));
  const curve = new LossCurve(svg('svg'), name, steps);
  const progress = element('progress', { max: steps, value: 0, 'aria-label': `${name}: updates done` });
  const [done, loss] = [element('span', {}, `0 of ${steps}`), element('span')];
  const words = element('p', { class: 'words' }, done, loss);
  const weights = element(
    'button',
    { type: 'button', class: 'quiet', disabled: true, 'aria-label': `Save the weights of ${name}` },
    'Weights',
  );
  weights.addEventListener('click', save);
  const head = element('div', { class: 'head' }, element('h3', {}, name), element('span', { class: 'range' }, range));
  const card = element('li', { class: 'card' }, head, curve.picture, progress, element('div', { class: 'foot' }, words, weights));
  for (const coloured of [bar, card]) coloured.style.setProperty('--colour', colour);
  return { bar, card, progress, done, loss, weights, curve, steps };
}
