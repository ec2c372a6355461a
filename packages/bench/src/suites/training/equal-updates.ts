import type { ExperimentInput, Laboratory, Settings } from '../../laboratory/laboratory.ts';

/**
 * Settings with the updates of each network so that all networks together make `total`, whatever their number.
 * @param assumed the number of networks where a pilot must be trained to tell
 */
export async function withEqualUpdates(
  laboratory: Laboratory,
  experiment: ExperimentInput,
  settings: Settings,
  { total, assumed }: { readonly total: number; readonly assumed: number },
): Promise<Settings> {
  const networks = (await laboratory.networks({ ...experiment, ...settings })) ?? assumed;
  return { ...settings, 'training.steps': Math.max(1, Math.round(total / networks)) };
}
