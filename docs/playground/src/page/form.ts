import type { ComponentSpec, Experiment } from '@partita/core';
import type { KindChoice, Menu, OptionChoice } from '../lab/inquiry.ts';
import { element } from './element.ts';
import { spaced } from './numbers.ts';

/** A choice: the path of a setting, as `--set` writes it, and its new value. */
export type Choose = (path: string, value: unknown) => void;

/** What comes first, in this order and under these names; all other settings follow under "More". */
const FIRST: Readonly<Record<string, string>> = {
  dataset: 'Data',
  sde: 'Forward process',
  partition: 'Partition',
  'training.steps': 'Updates of each network',
  sampler: 'Sampler',
  backend: 'Runtime',
  seed: 'Seed',
};
const TITLES: Readonly<Record<string, string>> = { ...FIRST, times: 'Times in a batch', schedule: 'Learning rate over the updates' };
/** What a page has no use for, or decides by itself. */
const ABSENT: readonly string[] = ['$schema', 'name', 'plugins', 'notes', 'executor', 'teacher', 'metrics'];

/** So many settings of a component stand open. */
const FEW = 2;

/** The settings of an experiment as controls, made from the menu alone. */
export class Form {
  readonly #first: HTMLElement;
  readonly #more: HTMLElement;
  readonly #choose: Choose;
  /** Paths of the components whose settings are unfolded. */
  readonly #unfolded = new Set<string>();
  readonly #shown = new Map<string, { readonly form: string; readonly field: HTMLElement }>();

  constructor(first: HTMLElement, more: HTMLElement, choose: Choose) {
    this.#first = first;
    this.#more = more;
    this.#choose = choose;
  }

  /** Shows an experiment; a setting whose kind stays keeps its controls, and the focus stays where it is. */
  show(menu: Menu, experiment: Experiment): void {
    const focused = document.activeElement?.id;
    const placed = menu.settings.filter(({ name }) => !ABSENT.includes(name)).flatMap((setting) => placedOf(setting, experiment));
    const first = Object.keys(FIRST).flatMap((path) => placed.find((each) => each.path === path) ?? []);
    for (const each of first) this.#place(menu, this.#first, each);
    for (const each of placed) if (!first.includes(each)) this.#place(menu, this.#more, each);
    if (focused) document.getElementById(focused)?.focus();
  }

  #place(menu: Menu, place: HTMLElement, { option, path, value }: Placed): void {
    const form = JSON.stringify([value, option.port && menu.choices[option.port]?.map(({ kind }) => kind)]);
    const shown = this.#shown.get(path);
    if (shown?.form === form) return;
    const field = new Fields(menu, this.#choose, this.#unfolded).setting(option, path, value);
    if (shown) shown.field.replaceWith(field);
    else place.append(field);
    this.#shown.set(path, { form, field });
  }
}

/** A setting with its path and its value. */
interface Placed {
  readonly option: OptionChoice;
  readonly path: string;
  readonly value: unknown;
}

/** A setting of an experiment; what comes first of a group stands by itself. */
function placedOf(setting: OptionChoice, experiment: Experiment): Placed[] {
  const { name, options } = setting;
  const value = experiment[name as keyof Experiment] as unknown;
  if (!options) return [{ option: setting, path: name, value }];
  const inner = options.map((option) => ({
    option,
    path: `${name}.${option.name}`,
    value: (value as Record<string, unknown>)[option.name],
  }));
  const [early, rest] = [inner.filter(({ path }) => path in FIRST), inner.filter(({ path }) => !(path in FIRST))];
  return [...early, { option: { ...setting, options: rest.map(({ option }) => option) }, path: name, value }];
}

class Fields {
  readonly #menu: Menu;
  readonly #choose: Choose;
  readonly #unfolded: Set<string>;

  constructor(menu: Menu, choose: Choose, unfolded: Set<string>) {
    this.#menu = menu;
    this.#choose = choose;
    this.#unfolded = unfolded;
  }

  setting(option: OptionChoice, path: string, value: unknown): HTMLElement {
    if (option.port !== undefined && !option.many) return this.#component(option, option.port, path, value as ComponentSpec);
    if (option.options) return this.#group(TITLES[path] ?? spaced(option.name), option.options, path, value as Record<string, unknown>);
    return this.#single(option, path, value);
  }

  #group(title: string, options: readonly OptionChoice[], path: string, values: Readonly<Record<string, unknown>>): HTMLElement {
    const fields = options.map((inner) => this.setting(inner, `${path}.${inner.name}`, values[inner.name]));
    return element('fieldset', {}, element('legend', {}, title), ...fields);
  }

  /** A kind, and the options that this kind has. */
  #component({ name, description }: OptionChoice, port: string, path: string, { kind, ...values }: ComponentSpec): HTMLElement {
    const kinds = (this.#menu.choices[port] ?? []).filter((choice) => choice.spec !== undefined || choice.kind === kind);
    const chosen = kinds.find((choice) => choice.kind === kind) as KindChoice;
    const select = element(
      'select',
      { id: path, 'aria-describedby': `${path}-hint` },
      ...kinds.map((choice) => element('option', {}, choice.kind)),
    );
    select.value = kind;
    select.addEventListener('change', () => this.#choose(`${path}.kind`, select.value));
    const hint = element('p', { class: 'hint', id: `${path}-hint` }, chosen.summary);
    const options = chosen.options.map((inner) => this.setting(inner, `${path}.${inner.name}`, values[inner.name]));
    const isShort = options.length <= FEW && chosen.options.every((inner) => inner.port === undefined);
    const folded = element('details', { class: 'options' }, element('summary', {}, `Its ${options.length} settings`), ...options);
    folded.open = this.#unfolded.has(path);
    folded.addEventListener('toggle', () => this.#unfolded[folded.open ? 'add' : 'delete'](path));
    const title = TITLES[path] ?? spaced(name);
    return element(
      'fieldset',
      {},
      element('legend', {}, title),
      element('div', { class: 'field' }, element('label', { for: path, class: 'unseen' }, `${title}: ${description}`), select, hint),
      ...(isShort ? options : [folded]),
    );
  }

  #single(option: OptionChoice, path: string, value: unknown): HTMLElement {
    const { control, read } = controlOf(option, path, value);
    control.setAttribute('aria-describedby', `${path}-hint`);
    control.addEventListener('change', () => this.#choose(path, read()));
    const title = TITLES[path] ?? spaced(option.name);
    const label = element('label', { for: path }, title);
    const isSaid = title.toLowerCase() === option.description;
    const hint = element('p', { class: isSaid ? 'unseen' : 'hint', id: `${path}-hint` }, option.description);
    return element('div', { class: `field ${control.getAttribute('type') ?? 'text'}` }, label, control, hint);
  }
}

interface Control {
  readonly control: HTMLElement;
  /** What it says now. */
  readonly read: () => unknown;
}

function controlOf({ enum: values, type, minimum, maximum }: OptionChoice, id: string, value: unknown): Control {
  if (values) {
    const select = element('select', { id }, ...values.map((each) => element('option', {}, String(each))));
    select.value = String(value);
    return { control: select, read: () => values.find((each) => String(each) === select.value) };
  }
  if (type === 'boolean') {
    const box = element('input', { id, type: 'checkbox' });
    box.checked = value === true;
    return { control: box, read: () => box.checked };
  }
  if (type === 'integer' || type === 'number') {
    const box = element('input', { id, type: 'number', step: type === 'integer' ? 1 : 'any', min: minimum, max: maximum });
    box.value = value === undefined ? '' : JSON.stringify(value);
    return { control: box, read: () => (box.value === '' ? undefined : Number(box.value)) };
  }
  const box = element('input', { id, type: 'text', spellcheck: 'false', autocomplete: 'off' });
  box.value = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return { control: box, read: () => readText(box.value) };
}

/** JSON where it is JSON, else as it stands; nothing where it is empty. */
function readText(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
