import { measurementTitle } from '../figures/labels.ts';
import type { RunReport } from '../report-data.ts';
import { html, type Markup } from './markup.ts';

/** What keeps measurements from being compared with others in their unit, each sentence once. */
export function caveats(runs: readonly RunReport[]): Markup | undefined {
  const sentences = new Set(
    runs.flatMap(({ measurements }) =>
      measurements.flatMap(({ name, caveat }) => (caveat === undefined ? [] : [`${measurementTitle(name)}: ${caveat}`])),
    ),
  );
  if (sentences.size === 0) return undefined;
  return html`<ul class="notes">
    ${[...sentences].map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;
}
