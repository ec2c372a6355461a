/** One choice per factor. */
export type Row = Readonly<Record<string, string>>;

/**
 * Rows in which every pair of choices of two factors occurs, but for pairs that no allowed row can hold (greedy, in the order given:
 * Cohen et al., The AETG System, 1997).
 * @param factors the choices of each factor
 * @param isAllowed whether a complete row makes sense
 */
export async function pairwise(
  factors: Readonly<Record<string, readonly string[]>>,
  isAllowed: (row: Row) => Promise<boolean>,
): Promise<{ rows: Row[]; left: Row[] }> {
  const names = Object.keys(factors);
  const open = new Map<string, Row>();
  for (const [i, a] of names.entries())
    for (const b of names.slice(i + 1))
      for (const x of factors[a] as readonly string[])
        for (const y of factors[b] as readonly string[]) open.set(`${a}=${x},${b}=${y}`, { [a]: x, [b]: y });

  const rows: Row[] = [];
  const left: Row[] = [];
  const covers = (row: Row): string[] =>
    names.flatMap((a, i) => names.slice(i + 1).map((b) => `${a}=${row[a]},${b}=${row[b]}`)).filter((pair) => open.has(pair));

  while (open.size > 0) {
    const [key, seed] = open.entries().next().value as [string, Row];
    const row = await complete(seed);
    if (!row) {
      left.push(seed);
      open.delete(key);
      continue;
    }
    rows.push(row);
    for (const pair of covers(row)) open.delete(pair);
  }
  return { rows, left };

  /** A pair made a row, each factor by the allowed choice that covers most. */
  async function complete(seed: Row): Promise<Row | undefined> {
    let row: Row = { ...Object.fromEntries(names.map((name) => [name, factors[name]?.[0] as string])), ...seed };
    if (!(await isAllowed(row))) return undefined;
    for (const name of names.filter((each) => !(each in seed))) {
      const others = (factors[name] as readonly string[]).map((choice): Row => ({ ...row, [name]: choice }));
      const ranked = others.map((other) => ({ other, gain: covers(other).length })).sort((p, q) => q.gain - p.gain);
      for (const { other, gain } of ranked) {
        if (gain <= covers(row).length) break;
        if (await isAllowed(other)) {
          row = other;
          break;
        }
      }
    }
    return row;
  }
}
