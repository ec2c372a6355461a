import { stepsOf, type Measurement, type TrainEvent } from '@partita/core';
import type { Menu, Outline, Picture } from '../lab/inquiry.ts';
import type { Curves } from './curves.ts';
import { byId } from './element.ts';
import type { Form } from './form.ts';
import { short } from './numbers.ts';
import type { Phase, View } from './session.ts';
import type { Stage } from './stage.ts';

interface Parts {
  readonly stage: Stage;
  readonly curves: Curves;
  readonly form: Form;
}

/** What each phase says to those who listen, and which buttons it leaves. */
const PHASES: Readonly<Record<Phase, { readonly says: string; readonly train?: string; readonly can: readonly string[] }>> = {
  planning: { says: '', can: ['stop'] },
  wrong: { says: '', train: 'Train', can: [] },
  ready: { says: 'Ready to train.', train: 'Train', can: ['train', 'save'] },
  training: { says: 'Training.', can: ['stop'] },
  stopped: { says: 'Stopped; training can go on from here.', train: 'Go on', can: ['train', 'start-over', 'save'] },
  looking: { says: 'Measuring what was learned.', can: [] },
  finished: { says: 'Training has finished.', train: 'Train', can: ['start-over', 'save'] },
};
const BUTTONS = ['train', 'stop', 'start-over', 'save'];
/** While these last, nothing can be chosen. */
const BUSY: readonly Phase[] = ['training', 'looking'];

/** The page as a session sees it. */
export class Page implements View {
  readonly #parts: Parts;
  #menu: Menu | undefined;
  #outline: Outline | undefined;
  #steps = new Map<number, number>();
  #told = 0;
  /** The button that had the focus last. */
  #pressed: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  phase(phase: Phase): void {
    const { says, train, can } = PHASES[phase];
    document.body.dataset['phase'] = phase;
    byId<HTMLFieldSetElement>('all').disabled = BUSY.includes(phase);
    for (const id of ['open-files', 'open-folder']) byId<HTMLInputElement>(id).disabled = BUSY.includes(phase);
    const focused = document.activeElement?.id;
    for (const id of BUTTONS) byId<HTMLButtonElement>(id).disabled = !can.includes(id);
    if (train) byId('train').textContent = train;
    if (says) byId('status').textContent = says;
    this.#keepFocus(focused, can);
    if (phase !== 'training') this.#parts.curves.rest();
    if (phase === 'training') this.#told = 0;
  }

  menu(menu: Menu): void {
    this.#menu = menu;
    this.#showForm();
  }

  outline(outline: Outline): void {
    this.#outline = outline;
    this.#steps = new Map();
    byId('measured').textContent = outline.exact ? `Entropy of the data: ${short(outline.exact.entropy)} nats.` : '';
    this.#parts.stage.outline(outline);
    this.#parts.curves.outline(outline);
    this.#showForm();
  }

  complaint(sentence: string | undefined): void {
    const place = byId('complaint');
    place.hidden = sentence === undefined;
    place.textContent = sentence ?? '';
  }

  event(interval: number, event: TrainEvent, isSaved: boolean): void {
    this.#parts.curves.event(interval, event, isSaved);
    if (!('step' in event) || !this.#outline) return;
    this.#steps.set(interval, event.step);
    const { plan, experiment } = this.#outline;
    const all = plan.reduce((sum, each) => sum + stepsOf(experiment, each), 0);
    const done = [...this.#steps.values()].reduce((sum, step) => sum + step, 0);
    const quarter = Math.floor((4 * done) / all);
    if (quarter > this.#told && quarter < 4) byId('status').textContent = `${25 * quarter} percent of all updates done.`;
    this.#told = quarter;
  }

  picture(picture: Picture | undefined): void {
    this.#parts.stage.learned(picture);
  }

  nll(measured: Measurement | undefined, { exact }: Outline): void {
    if (!measured) return;
    const { value, standardError } = measured;
    const gap = exact ? `; the entropy of the data is ${short(exact.entropy)}, and no model can do better` : '';
    byId('measured').textContent = `Negative log-likelihood of test data: ${value.toFixed(3)} ± ${standardError.toFixed(3)} nats${gap}.`;
    byId('status').textContent = byId('measured').textContent;
  }

  /** Whoever has pressed a button that is gone goes on at the next one that is there. */
  #keepFocus(focused: string | undefined, can: readonly string[]): void {
    if (focused !== undefined && BUTTONS.includes(focused)) this.#pressed = focused;
    else if (document.activeElement !== document.body) this.#pressed = undefined;
    if (this.#pressed === undefined || can.includes(this.#pressed)) return;
    const next = BUTTONS.find((id) => can.includes(id));
    if (next) byId(next).focus();
  }

  #showForm(): void {
    if (this.#menu && this.#outline) this.#parts.form.show(this.#menu, this.#outline.experiment);
  }
}
