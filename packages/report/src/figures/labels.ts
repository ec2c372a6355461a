/** Text that fits: cut after so many characters. */
export function shorten(text: string, length: number): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length <= length
    ? characters.join('')
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** Shortened names that stay different from each other, for use as categories of an axis. */
export function distinctLabels(names: readonly string[], length: number): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const short = shorten(name, length) || 'unnamed';
    let label = short;
    for (let i = 2; taken.has(label); i++) label = `${short} (${i})`;
    taken.add(label);
    return label;
  });
}

/** In the order in which they are shown. */
const TITLES: Readonly<Record<string, string>> = {
  nll: 'Negative log-likelihood',
  'entropy-gap': 'Gap to entropy',
  regret: 'Regret',
  elbo: 'Variational bound',
  truncation: 'Truncation',
  'prior-mismatch': 'Prior mismatch',
  'bits-per-dimension': 'Bits per dimension',
  'bits-per-dimension-undequantised': 'Bits per dimension, not dequantised',
  'frechet-features': 'Fréchet distance of features',
  'kernel-features': 'Kernel distance of features',
  mmd: 'MMD²',
  'sliced-wasserstein': 'Sliced Wasserstein',
  'energy-distance': 'Energy distance',
  c2st: 'Two-sample classifier',
};
const SHORT_TITLES: Readonly<Record<string, string>> = { ...TITLES, nll: 'NLL' };

/** What people call a measurement. */
export const measurementTitle = (name: string): string => TITLES[name] ?? name;

/** The same, for the head of a column. */
export const measurementHeading = (name: string): string => SHORT_TITLES[name] ?? name;

/** The names among some measurements: the likelihood's first, then in order of appearance. */
export function measurementNames(lists: readonly (readonly { readonly name: string }[])[]): string[] {
  const names = new Set(lists.flat().map(({ name }) => name));
  const known = Object.keys(TITLES).filter((name) => names.has(name));
  return [...new Set([...known, ...names])];
}
