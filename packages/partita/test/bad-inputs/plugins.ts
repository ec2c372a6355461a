import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { row, type BadInput } from './bad-input.ts';

const ZOD = pathToFileURL(
  createRequire(import.meta.url)
    .resolve('zod')
    .replace(/\.cjs$/, '.js'),
).href;
const HEAD = `import { z } from '${ZOD}';\n`;

/** A plugin in plain JavaScript; `port` and `kind` as they stand, `create` as source. */
const plugin = (port: string, kind: string, create: string): string =>
  `${HEAD}export default { name: 'mine', components: [
    { port: Symbol.for('partita/${port}'), kind: '${kind}', summary: 'mine', options: z.object({}), create: ${create} },
  ] };\n`;

/** The same, of a partition that plans what an expression says. */
const planning = (plan: string): BadInput['args'] => {
  const source = plugin('Partition', 'mine', `() => ({ plan: async () => ${plan} })`);
  return loading(source, { partition: 'mine' });
};

/** Trains with a plugin file beside the experiment. */
const loading =
  (source: string | Uint8Array, changes: Readonly<Record<string, unknown>> = {}, name = 'mine.mjs'): BadInput['args'] =>
  (shop) => {
    shop.file(name, source);
    return ['train', shop.experiment({ ...changes, plugins: [`./${name}`] }), '--out', shop.path('out')];
  };

const mistake = (sentence: string): string => `throw Object.assign(new Error('${sentence}'), { name: 'PartitaError' });`;

/** Modules that are no plugins. */
export const modules = [
  row(
    'a plugin that does not exist',
    (shop) => ['list', '--plugin', shop.path('none.mjs')],
    "The plugin '<dir>/none.mjs' cannot be loaded: there is no such file.",
  ),
  row(
    'a plugin of the experiment that does not exist',
    (shop) => ['train', shop.experiment({ plugins: ['./none.mjs'] })],
    "The plugin '<dir>/none.mjs' cannot be loaded: there is no such file.",
  ),
  row(
    'a package that is not installed',
    ['doctor', '--plugin', 'partita-plugin-none'],
    "The plugin 'partita-plugin-none' cannot be loaded: Cannot find package 'partita-plugin-none'.",
  ),
  row(
    'a scoped package that is not installed',
    ['schema', '--plugin', '@none/partita-plugin'],
    "The plugin '@none/partita-plugin' cannot be loaded: Cannot find package '@none/partita-plugin'.",
  ),
  row('a plugin without a name', ['list', '--plugin', ''], "The plugin '' cannot be loaded: there is no such file."),
  row(
    'a folder as a plugin',
    (shop) => ['list', '--plugin', shop.folder('mine')],
    "The plugin '<dir>/mine' cannot be loaded: there is no such file.",
  ),
  row(
    'a plugin on another machine',
    ['list', '--plugin', 'file://elsewhere/mine.mjs'],
    "The plugin 'file://elsewhere/mine.mjs' cannot be loaded: …",
  ),
  row(
    'a plugin without a default export',
    loading('export const mine = 1;\n'),
    "The plugin '<dir>/mine.mjs' has no default export made by definePlugin({ name, components }).",
  ),
  row(
    'a default export that is no plugin',
    loading('export default { components: [] };\n'),
    "The plugin '<dir>/mine.mjs' has no default export made by definePlugin({ name, components }).",
  ),
  row(
    'a component without options',
    loading("export default { name: 'mine', components: [{ port: Symbol.for('partita/Sde'), kind: 'mine', create: () => ({}) }] };\n"),
    "The plugin '<dir>/mine.mjs' lists a component that was not made by defineComponent({ port, kind, options, create }).",
  ),
  row(
    'nothing among components',
    loading("export default { name: 'mine', components: [null] };\n"),
    "The plugin '<dir>/mine.mjs' lists a component that was not made by defineComponent({ port, kind, options, create }).",
  ),
  row(
    'a plugin that throws',
    loading("throw new Error('There is no sun today.');\n"),
    "The plugin '<dir>/mine.mjs' cannot be loaded: There is no sun today.",
  ),
  row('a plugin that throws an object', loading('throw { code: 42 };\n'), `The plugin '<dir>/mine.mjs' cannot be loaded: {"code":42}.`),
  row('a plugin with a syntax error', loading('export default {;\n'), "The plugin '<dir>/mine.mjs' cannot be loaded: …"),
  row(
    'a plugin with a syntax error in TypeScript',
    loading('export default {;\n', {}, 'mine.ts'),
    "The plugin '<dir>/mine.ts' cannot be loaded: …",
  ),
  row(
    'a plugin that imports what is not there',
    loading("import 'partita-none';\n"),
    "The plugin '<dir>/mine.mjs' cannot be loaded: Cannot find package 'partita-none'.",
  ),
  row(
    'a plugin that is not JavaScript',
    loading(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0), {}, 'mine.mjs'),
    "The plugin '<dir>/mine.mjs' cannot be loaded: …",
  ),
  row(
    'a plugin that takes a kind',
    loading(plugin('Partition', 'equal', '() => ({})')),
    "The plugin 'mine' brings a Partition 'equal', but that kind is taken; give it another name.",
  ),
  row(
    'a plugin that takes the kind of another',
    (shop) => {
      for (const name of ['one.mjs', 'two.mjs']) shop.file(name, plugin('Sde', 'mine', '() => ({})'));
      return ['list', '--plugin', shop.path('one.mjs'), '--plugin', shop.path('two.mjs')];
    },
    "The plugin 'mine' brings a Sde 'mine', but that kind is taken; give it another name.",
  ),
];

/** Partitions that plan nonsense; time goes from 0.001 to 1. */
export const plans = [
  row(
    'a plan with a gap',
    planning('[{ index: 0, start: 0.001, end: 0.4 }, { index: 1, start: 0.5, end: 1 }]'),
    "The partition 'mine' gives no valid plan: Interval 1 starts at 0.5, but the plan has covered time up to 0.4; intervals must meet without gap or overlap.",
  ),
  row(
    'a plan that overlaps',
    planning('[{ index: 0, start: 0.001, end: 0.5 }, { index: 1, start: 0.4, end: 1 }]'),
    "The partition 'mine' gives no valid plan: Interval 1 starts at 0.4, but the plan has covered time up to 0.5; intervals must meet without gap or overlap.",
  ),
  row(
    'a plan of NaN',
    planning('[{ index: 0, start: 0.001, end: NaN }]'),
    "The partition 'mine' gives no valid plan: Interval 0 ends at NaN, which is not after 0.001.",
  ),
  row(
    'a plan from NaN',
    planning('[{ index: 0, start: NaN, end: 1 }]'),
    "The partition 'mine' gives no valid plan: Interval 0 starts at NaN, but the plan has covered time up to 0.001; intervals must meet without gap or overlap.",
  ),
  row(
    'a plan of nothing',
    planning('[]'),
    "The partition 'mine' gives no valid plan: The partition plans no interval; a plan needs at least one.",
  ),
  row(
    'no plan',
    planning('undefined'),
    "The partition 'mine' gives no valid plan: The partition plans no interval; a plan needs at least one.",
  ),
  row(
    'a plan that ends early',
    planning('[{ index: 0, start: 0.001, end: 0.9 }]'),
    "The partition 'mine' gives no valid plan: The plan ends at 0.9; it must end at the horizon T = 1.",
  ),
  row(
    'a plan that goes backwards',
    planning('[{ index: 0, start: 0.001, end: 0.0005 }, { index: 1, start: 0.0005, end: 1 }]'),
    "The partition 'mine' gives no valid plan: Interval 0 ends at 0.0005, which is not after 0.001.",
  ),
  row(
    'a plan with wrong numbers',
    planning('[{ index: 1, start: 0.001, end: 1 }]'),
    "The partition 'mine' gives no valid plan: Interval 0 of the plan carries the index 1; number them in order of time.",
  ),
  row(
    'a plan of edges',
    planning('[0.001, 0.5, 1]'),
    "The partition 'mine' gives no valid plan: Interval 0 of the plan must be { index, start, end } with three numbers, got 0.001.",
  ),
  row(
    'a partition that refuses to plan',
    loading(plugin('Partition', 'mine', `() => ({ plan: async () => { ${mistake('The moon is not full.')} } })`), { partition: 'mine' }),
    'The moon is not full.',
  ),
  row(
    'a partition that refuses to be made',
    loading(plugin('Partition', 'mine', `() => { ${mistake('The moon is not full.')} }`), { partition: 'mine' }),
    'The moon is not full.',
  ),
];
