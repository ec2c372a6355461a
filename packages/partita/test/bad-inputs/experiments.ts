import { experiment, row, settings } from './bad-input.ts';

const file = (content: string | Uint8Array) => (shop: { file: (name: string, content: string | Uint8Array) => string }) => [
  'train',
  shop.file('experiment.json', content),
];

/** Files that hold no experiment. */
export const experimentFiles = [
  row('an empty experiment.json', file(''), "'<dir>/experiment.json' is not valid JSON: …"),
  row(
    'a binary experiment.json',
    file(Uint8Array.of(0x93, 0x4e, 0, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 255, 10, 7)),
    "'<dir>/experiment.json' is not valid JSON: …",
  ),
  row('an experiment.json in YAML', file('name: tiny\ndataset: hg\n'), "'<dir>/experiment.json' is not valid JSON: …"),
  row('a truncated experiment.json', file('{\n  "name": "tiny",\n  "data'), "'<dir>/experiment.json' is not valid JSON: …"),
  row(
    'an experiment.json with a list',
    file('[{ "dataset": "hg" }]'),
    `'<dir>/experiment.json' must hold a JSON object, not [{"dataset":"hg"}].`,
  ),
  row('an experiment.json with null', file('null'), "'<dir>/experiment.json' must hold a JSON object, not null."),
  row(
    'a folder where an experiment.json is meant',
    (shop) => ['train', shop.folder('folder')],
    "'<dir>/folder' is a folder; continue the run in it with --resume, or name an experiment.json.",
  ),
];

/** Names that nothing has. */
export const names = [
  row(
    'a misspelt section',
    experiment({ trainign: { steps: 3 } }),
    "experiment: there is no option 'trainign'; did you mean 'training'? (choices: …",
  ),
  row('a misspelt option', settings('training.stpes=3'), "training: there is no option 'stpes'; did you mean 'steps'? (choices: …"),
  row(
    'a misspelt option of a component',
    settings('network.widhts=[4]'),
    "network: there is no option 'widhts'; did you mean 'widths'? (choices: …",
  ),
  row(
    'a misspelt option of a nested component',
    settings('sampler.grid.stesp=4'),
    "sampler.grid: there is no option 'stesp'; did you mean 'steps'? (choices: …",
  ),
  row('an option of a component that has none', settings('dataset={"kind":"hg","noise":1}'), "dataset: there is no option 'noise'."),
  row('an option of another kind', settings('partition.points=3'), "partition: there is no option 'points'; choose one of: …"),
  row(
    '__proto__ in the file',
    (shop) => ['train', shop.file('experiment.json', '{ "__proto__": { "seed": 1 } }')],
    "experiment: there is no option '__proto__'; choose one of: …",
  ),
  row(
    'an unknown dataset',
    settings('dataset=two-mons'),
    "dataset: there is no Dataset of kind 'two-mons'; did you mean 'two-moons'? (choices: …",
  ),
  row('an unknown process', settings('sde=vpp'), "sde: there is no Sde of kind 'vpp'; did you mean 'vp'? (choices: …"),
  row(
    'an unknown network',
    settings('network.kind=mpl'),
    "network: there is no ScoreNetwork of kind 'mpl'; did you mean 'mlp'? (choices: …",
  ),
  row(
    'an unknown prediction',
    settings('prediction=epsilom'),
    "prediction: there is no Prediction of kind 'epsilom'; did you mean 'epsilon'? (choices: …",
  ),
  row(
    'an unknown partition',
    settings('partition.kind=equel'),
    "partition: there is no Partition of kind 'equel'; did you mean 'equal'? (choices: …",
  ),
  row(
    'an unknown schedule',
    settings('schedule=cosin'),
    "schedule: there is no LearningRate of kind 'cosin'; did you mean 'cosine'? (choices: …",
  ),
  row('unknown times', settings('times=log-srn'), "times: there is no TimeSampling of kind 'log-srn'; did you mean 'log-snr'? (choices: …"),
  row('an unknown backend', settings('backend=wsm'), "backend: there is no Backend of kind 'wsm'; did you mean 'wasm'? (choices: …"),
  row(
    'an unknown executor',
    settings('executor.kind=inlin'),
    "executor: there is no Executor of kind 'inlin'; did you mean 'inline'? (choices: …",
  ),
  row(
    'an unknown sampler',
    settings('sampler.kind=euler-mayurama'),
    "sampler: there is no Sampler of kind 'euler-mayurama'; did you mean 'euler-maruyama'? (choices: …",
  ),
  row(
    'an unknown likelihood',
    settings('likelihood.kind=flow'),
    "likelihood: there is no LikelihoodEstimator of kind 'flow'; choose one of: …",
  ),
  row(
    'an unknown metric',
    experiment({ metrics: ['nll', 'entropy-cap'] }),
    "metrics[1]: there is no Metric of kind 'entropy-cap'; did you mean 'entropy-gap'? (choices: …",
  ),
  row(
    'an unknown solver',
    settings('sampler.solver.kind=rk5'),
    "sampler.solver: there is no OdeSolver of kind 'rk5'; did you mean 'rk4'? (choices: …",
  ),
  row(
    'an unknown grid',
    settings('likelihood.grid.kind=logsnr'),
    "likelihood.grid: there is no TimeGrid of kind 'logsnr'; did you mean 'log-snr'? (choices: …",
  ),
  row(
    'an unknown trace',
    settings('likelihood.trace=exactt'),
    "likelihood.trace: there is no TraceEstimator of kind 'exactt'; did you mean 'exact'? (choices: …",
  ),
  row(
    'a kind of another port',
    settings('partition=rk4'),
    "partition: there is no Partition of kind 'rk4'; 'rk4' is an OdeSolver (choices here: …",
  ),
  row(
    'a metric of another port',
    experiment({ metrics: ['heun'] }),
    "metrics[0]: there is no Metric of kind 'heun'; 'heun' is an OdeSolver (choices here: …",
  ),
  row(
    'a misspelt name from a list',
    settings('network.activation=relux'),
    `network.activation: "relux" is not valid; did you mean 'relu'? (choices: …`,
  ),
  row(
    'an unknown breakpoint preset',
    settings('partition={"kind":"breakpoints","preset":"paper-c"}'),
    `partition.preset: "paper-c" is not valid; did you mean 'paper-a'? (choices: …`,
  ),
];

/** Values of the wrong type, or out of bounds. */
export const values = [
  row('no steps', settings('training.steps=0'), 'training.steps: must be at least 1, got 0.'),
  row('negative steps', settings('training.steps=-5'), 'training.steps: must be at least 1, got -5.'),
  row('half a step', settings('training.steps=1.5'), 'training.steps: expected a whole number, got 1.5.'),
  row('NaN steps', settings('training.steps=NaN'), 'training.steps: expected a number, got "NaN".'),
  row('infinitely many steps', settings('training.steps=1e999'), 'training.steps: expected a number, got Infinity.'),
  row('steps in words', settings('training.steps=many'), 'training.steps: expected a number, got "many".'),
  row('negative solver steps', settings('sampler.grid.steps=-4'), 'sampler.grid.steps: must be at least 1, got -4.'),
  row('a giant batch', settings('training.batchSize=100000000'), 'training.batchSize: must be at most 1048576, got 100000000.'),
  row(
    'more test rows than there is memory',
    settings('evaluation.points=1e10'),
    'evaluation.points: must be at most 100000000, got 10000000000.',
  ),
  row('a learning rate of zero', settings('training.learningRate=0'), 'training.learningRate: must be above 0, got 0.'),
  row('an average without end', settings('averaging.decay=1'), 'averaging.decay: must be below 1, got 1.'),
  row(
    'the exact answer for data without one',
    settings('network=analytic', 'dataset=hg'),
    "network: 'analytic' needs data that are a mixture of Gaussians; choose the data set 'gaussian' or 'gaussian-mixture', or the network 'mlp'.",
  ),
  row(
    'the exact answer to a prediction that hides x',
    settings('network=analytic', 'dataset=gaussian', 'prediction=edm'),
    "network: 'analytic' has to see x itself, which this prediction does not show; choose the prediction 'epsilon', or the network 'mlp'.",
  ),
  row(
    'times that leave an interval empty',
    settings('times={"kind":"log-normal","std":0.01}'),
    'times: the log-normal distribution leaves nothing in the interval (0.5005, 1], …',
  ),
  row('yes for true', settings('training.antithetic=yes'), 'training.antithetic: expected true or false, got "yes".'),
  row('a seed beyond whole numbers', experiment({ seed: 2 ** 60 }), 'seed: must be at most 9007199254740991, got 1152921504606847000.'),
  row('no layer', settings('network.widths=[]'), 'network.widths: must have at least 1 item, got [].'),
  row('a layer of no width', settings('network.widths=[4,0]'), 'network.widths[1]: must be at least 1, got 0.'),
  row('a number for a list', settings('network.widths=4'), 'network.widths: expected a list, got 4.'),
  row(
    'a network beyond any checkpoint',
    settings('network.widths=[65536,65536]'),
    'network: its 4295426050 parameters do not fit into a checkpoint, which holds less than 134217728.',
  ),
  row('a number for a section', settings('training=5'), 'training: expected an object, got 5.'),
  row('a number for a component', settings('partition=5'), 'partition: expected an object, got 5.'),
  row('null for a component', settings('partition=null'), 'partition: expected an object, got null.'),
  row('a number for a kind', settings('partition.kind=5'), 'partition.kind: expected a text, got 5.'),
  row('a list for a kind', settings('sampler.solver=["heun"]'), 'sampler.solver: expected an object, got ["heun"].'),
  row('a text for a list of components', settings('metrics=nll'), 'metrics: expected a list, got "nll".'),
  row('a number among components', settings('metrics=[5]'), 'metrics[0]: expected an object, got 5.'),
  row('a component without a kind', settings('metrics=[{}]'), 'metrics[0].kind: expected a text, got nothing.'),
  row('betaMax of zero', settings('sde.betaMax=0'), 'sde.betaMax: must be above 0, got 0.'),
  row('betaMax below betaMin', settings('sde.betaMin=20'), 'sde.betaMax: betaMax must be above betaMin.'),
  row('a negative betaMin', settings('sde.betaMin=-1'), 'sde.betaMin: must be at least 0, got -1.'),
  row('tMin of zero', settings('tMin=0'), 'tMin: must be above 0, got 0.'),
  row('a negative tMin', settings('tMin=-0.1'), 'tMin: must be above 0, got -0.1.'),
  row('tMin at the horizon', settings('tMin=1'), 'tMin: 1 is not below the horizon T = 1; choose for example 0.001.'),
  row('tMin beyond the horizon', settings('tMin=2'), 'tMin: 2 is not below the horizon T = 1; choose for example 0.001.'),
  row(
    'tMin where there is no noise',
    settings('tMin=1e-200'),
    'tMin: at 1e-200 the noise is too weak to be told from none; choose for example 0.001.',
  ),
  row('no interval', settings('partition.intervals=0'), 'partition.intervals: must be at least 1, got 0.'),
  row('no point', settings('partition={"kind":"per-timestep","points":0}'), 'partition.points: must be at least 1, got 0.'),
  row(
    'overlapping breakpoints',
    settings('partition={"kind":"breakpoints","at":[0.3,0.1]}'),
    'partition.at: breakpoints must increase without overlap, but 0.1 follows 0.3.',
  ),
  row(
    'equal breakpoints',
    settings('partition={"kind":"breakpoints","at":[0.1,0.1]}'),
    'partition.at: breakpoints must increase without overlap, but 0.1 follows 0.1.',
  ),
  row(
    'a breakpoint beyond the horizon',
    settings('partition={"kind":"breakpoints","at":[0.5,2]}'),
    'partition.at: the breakpoint 2 is not between tMin = 0.001 and the horizon T = 1.',
  ),
  row(
    'a breakpoint below tMin',
    settings('partition={"kind":"breakpoints","at":[0.0001]}'),
    'partition.at: the breakpoint 0.0001 is not between tMin = 0.001 and the horizon T = 1.',
  ),
  row('a breakpoint of zero', settings('partition={"kind":"breakpoints","at":[0]}'), 'partition.at[0]: must be above 0, got 0.'),
  row('no breakpoint', settings('partition={"kind":"breakpoints","at":[]}'), 'partition.at: must have at least 1 item, got [].'),
  row(
    'a preset below tMin',
    settings('partition={"kind":"breakpoints"}', 'tMin=0.05'),
    'partition.preset: the breakpoint 0.02 is not between tMin = 0.05 and the horizon T = 1.',
  ),
  row('densities beyond the end of time', settings('evaluation.densityTimes=[0,1]'), 'evaluation.densityTimes[1]: must be below 1, got 1.'),
  row(
    'variances of another dimension',
    settings('dataset={"kind":"gaussian","variance":[1,1,1]}'),
    'dataset.variance: has 3 numbers for the 2 coordinates of the mean; give one, or one per coordinate.',
  ),
  row(
    'a variance in words',
    settings('dataset={"kind":"gaussian","variance":"wide"}'),
    'dataset.variance: expected a positive number, or a list of one per coordinate, got "wide".',
  ),
  row(
    'Gaussians of different dimensions',
    settings('dataset={"kind":"gaussian-mixture","components":[{"mean":[0]},{"mean":[0,1]}]}'),
    'components[1]: its position has 2 coordinates, but components[0] has 1; one number per coordinate is needed.',
  ),
  row(
    'workers for an executor without',
    (shop) => ['train', shop.experiment(), '--out', shop.path('out'), '--workers', '2'],
    "executor: there is no option 'workers'.",
  ),
  row(
    'workers in words',
    settings('executor={"kind":"local","workers":"all"}'),
    `executor.workers: expected a whole number from 1, or 'auto', got "all".`,
  ),
  row(
    'a backend folder without a backend',
    settings('backend.kind=wasm', 'backend.directory=/none'),
    "backend.directory: there is no tfjs-backend-wasm-simd.wasm in '/none'; leave the option out to use the installed one.",
  ),
  row(
    'a name that leaves its folder',
    settings('name=../elsewhere'),
    'name: a name is made of letters, digits, dots, dashes and underscores, and does not begin with a dot or dash, got "../elsewhere".',
  ),
  row(
    'a name that is the folder above',
    settings('name=..'),
    'name: a name is made of letters, digits, dots, dashes and underscores, and does not begin with a dot or dash, got "..".',
  ),
  row('a text for plugins', settings('plugins=./mine.mjs'), 'plugins: expected a list of module names or files, got "./mine.mjs".'),
  row('a number among plugins', experiment({ plugins: [5] }), 'plugins: expected a list of module names or files, got [5].'),
  row(
    'no variant',
    experiment({ variants: {} }),
    'variants: expected names (letters, digits, dots, dashes) with settings, such as { "single": { "partition.kind": "single" } }.',
  ),
  row(
    'a variant that is no object',
    experiment({ variants: { single: 'single' } }),
    'variants: expected names (letters, digits, dots, dashes) with settings, such as { "single": { "partition.kind": "single" } }.',
  ),
  row(
    'a variant that is the folder above',
    experiment({ variants: { '..': {} } }),
    'variants: expected names (letters, digits, dots, dashes) with settings, such as { "single": { "partition.kind": "single" } }.',
  ),
  row(
    'a variant that leaves its folder',
    experiment({ variants: { 'a/b': {} } }),
    'variants: expected names (letters, digits, dots, dashes) with settings, such as { "single": { "partition.kind": "single" } }.',
  ),
  row(
    'a misspelt option in a variant',
    experiment({ variants: { good: {}, bad: { 'training.stpes': 3 } } }),
    "variant 'bad': training: there is no option 'stpes'; did you mean 'steps'? (choices: …",
  ),
  row(
    'a path into the language in a variant',
    experiment({ variants: { bad: { '__proto__.x': 3 } } }),
    "variant 'bad': '__proto__.x' is not a path to an option; write for example training.steps=3000.",
  ),
  row(
    'a plugin of one variant',
    experiment({ variants: { bad: { plugins: ['./mine.mjs'] } } }),
    "variants.bad: plugins are the same for all variants; name them beside 'variants'.",
  ),
];
