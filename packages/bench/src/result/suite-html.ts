import { html, renderSvg, section, shell, trusted, type Markup } from '@partita/report';
import { curveFigures } from '../figures/curve-figures.ts';
import { headlineFigure } from '../figures/headline-figure.ts';
import { NARROW, WIDE, type SuiteFigure } from '../figures/panel.ts';
import { partsFigure } from '../figures/parts-figure.ts';
import { facts, suiteTables } from './suite-markdown.ts';
import type { SuiteResult } from './suite-result.ts';
import type { SuiteTable } from './suite-tables.ts';

/** A suite's result as one page that needs nothing else: the facts, the figures, the tables, and what was trained. */
export async function suiteHtml(result: SuiteResult): Promise<string> {
  const figures = [headlineFigure(result), partsFigure(result), ...curveFigures(result)].filter((figure) => figure !== undefined);
  const cards: Markup[] = [];
  for (const figure of figures) cards.push(await figureCard(figure));
  const { title, rows, settings, experiments } = result;
  return shell(
    { eyebrow: 'Partita benchmark', title, lede: `${rows.length} rows, budget ${settings.budget}` },
    html`<section aria-label="Facts">
        <ul class="notes">
          ${facts(result).map((fact) => html`<li>${fact.replaceAll('`', '')}</li>`)}
        </ul>
      </section>
      ${cards.length === 0 ? undefined : section('figures', 'Figures', cards)}
      ${section('tables', 'Tables', suiteTables(result).map(tableCard))}
      ${experiments.length === 0 ? undefined : section('experiments', 'What was trained', [html`<div class="stack">${experiments.map(experimentCard)}</div>`])}`,
  );
}

async function figureCard(figure: SuiteFigure): Promise<Markup> {
  const { name, title, caption } = figure;
  const picture = async (className: string, width: number): Promise<Markup> =>
    html`<div class="picture ${className}" role="img" aria-label="${title}">
      ${trusted(await renderSvg(figure.spec(width), `${name}-${className}`))}
    </div>`;
  return html`<figure class="card" id="${name}">
    <h3>${capital(title)}</h3>
    ${await picture('wide', WIDE)} ${await picture('narrow', NARROW)}
    <figcaption><p>${caption}</p></figcaption>
  </figure> `;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const tableCard = ({ title, caption, header, rows }: SuiteTable): Markup =>
  html`<h3>${title}</h3>
    <p>${caption.trim()}</p>
    <div class="card scroll" style="margin-bottom: 40px">
      <table class="dense">
        <thead>
          <tr>
            ${header.map((cell) => html`<th>${cell}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([first = '', ...cells]) =>
              html`<tr>
                <th>${first}</th>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;

const experimentCard = ({ unit, experiment, cells }: SuiteResult['experiments'][number]): Markup =>
  html`<details class="card">
    <summary>${unit}</summary>
    <pre>${JSON.stringify({ experiment, cells }, null, 2)}</pre>
  </details>`;
