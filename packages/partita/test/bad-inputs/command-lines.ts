import { row, settings } from './bad-input.ts';

/** Command lines that cannot be read. */
export const commandLines = [
  row('an unknown command', ['trian', 'hg'], "Unknown command 'trian' (did you mean train?)."),
  row('an unknown command like no other', ['zebra'], "Unknown command 'zebra'; see --help."),
  row('a misspelt option', ['train', 'hg', '--sed', '3'], "Unknown option '--sed' (did you mean --seed, --set?)."),
  row('an unknown option like no other', ['schema', '--zebra'], "Unknown option '--zebra'; see --help."),
  row('an option of another command', ['list', '--resume'], "Unknown option '--resume'; see --help."),
  row('an option without its value', ['train', 'hg', '--seed'], "Option '--seed <n>' needs a value."),
  row('--set without its value', ['train', 'hg', '--set'], "Option '--set <path=value>' needs a value."),
  row('a missing argument', ['train'], "Missing required argument 'experiment'."),
  row('no run to report', ['report'], "Missing required argument 'run'."),
  row('an argument too many', ['list', 'Sde', 'Partition'], "Too many arguments for 'list': expected 1 argument but got 2."),
  row(
    'a negative seed',
    ['train', 'hg', '--seed', '-1'],
    "Option '--seed <n>' argument '-1' is not valid: it must be a whole number of at least 0.",
  ),
  row(
    'half a seed',
    ['train', 'hg', '--seed', '1.5'],
    "Option '--seed <n>' argument '1.5' is not valid: it must be a whole number of at least 0.",
  ),
  row(
    'a seed that is no number',
    ['run', 'hg', '--seed', 'abc'],
    "Option '--seed <n>' argument 'abc' is not valid: it must be a whole number of at least 0.",
  ),
  row(
    'no worker',
    ['train', 'hg', '--workers', '0'],
    "Option '--workers <n>' argument '0' is not valid: it must be a whole number from 1 to 4096.",
  ),
  row(
    'devices that are no numbers',
    ['train', 'hg', '--devices', 'all'],
    "Option '--devices <list>' argument 'all' is not valid: it must be the numbers of GPUs, such as 0,1.",
  ),
  row(
    'no sample',
    ['sample', 'run', '--count', '0'],
    "Option '--count <n>' argument '0' is not valid: it must be a whole number from 1 to 100000000.",
  ),
  row(
    'too many samples',
    ['sample', 'run', '--count', '1e9'],
    "Option '--count <n>' argument '1e9' is not valid: it must be a whole number from 1 to 100000000.",
  ),
  row('an empty output folder', ['train', 'hg', '--out', ''], "Option '--out <folder>' argument '' is not valid: it must be a path."),
  row('an empty output file', ['sample', 'run', '--out', ' '], "Option '--out <file>' argument ' ' is not valid: it must be a path."),
  row(
    '--set without =',
    settings('training.steps'),
    "'training.steps' is not a setting; write path=value, for example training.steps=3000.",
  ),
  row('--set without a path', settings('=3'), "'=3' is not a setting; write path=value, for example training.steps=3000."),
  row(
    '--set of a path with a hole',
    settings('training..steps=3'),
    "'training..steps' is not a path to an option; write for example training.steps=3000.",
  ),
  row(
    '--set into the language',
    settings('__proto__.steps=3'),
    "'__proto__.steps' is not a path to an option; write for example training.steps=3000.",
  ),
  row(
    '--set of the constructor',
    settings('training.constructor=3'),
    "'training.constructor' is not a path to an option; write for example training.steps=3000.",
  ),
  row('an unknown port', ['list', 'Partitions'], "There is no port 'Partitions'; did you mean 'Partition'? (choices: …"),
  row('a misspelt preset', ['train', 'quikstart'], "'quikstart' is no preset; did you mean 'quickstart'? (choices: …"),
  row('an empty name', ['train', ''], "'' is no preset; did you mean 'hg'? (choices: …"),
  row('an experiment that does not exist', (shop) => ['train', shop.path('none.json')], "'<dir>/none.json': there is no such file."),
];
