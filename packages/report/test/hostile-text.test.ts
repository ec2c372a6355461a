import { describe, expect, it } from 'vitest';
import { renderReport, type ReportInput, type RunReport } from '../src/index.ts';
import { escapeHtml, html } from '../src/html/markup.ts';
import { demoInput } from './demo-input.ts';

const ATTACKS = [
  '<script>alert(1)</script>',
  "\"><img src=x onerror=alert(1)> ' onload='alert(1)",
  '</svg></style></title><iframe src="https://example.org"> ${alert(1)} {{7*7}} ]]> <!-- &lt; &#0;',
  '\u0000\u001b\ud800 \'+alert(1)+\' \\u0027 \u202e datum["x"]; __proto__; constructor',
];

/** One run for each text, and that text wherever a run or the report takes one. */
function reportOf(texts: readonly string[]): ReportInput {
  const [run] = demoInput(4, 20).runs.slice(1);
  const all = texts.join(' ');
  return {
    title: all,
    notes: texts,
    command: all,
    machine: all,
    versions: Object.fromEntries(texts.map((text) => [text, text])),
    runs: texts.map((text, i) => ({
      ...(run as RunReport),
      name: text,
      dataset: `${text}${i}`,
      rows: [{ label: text, value: text }],
      densities: i === 0 ? (run as RunReport).densities.slice(0, 1) : [],
      measurements: [{ name: i < 3 ? text : 'nll', value: 1, standardError: 0.1, unit: text }],
      experimentJson: JSON.stringify({ [text]: text }),
    })),
  };
}

describe('text from outside', () => {
  it('stays text', async () => {
    const harmless = await renderReport(reportOf(ATTACKS.map((_, i) => `harmless ${i}`)));
    const { html: page, figures } = await renderReport(reportOf(ATTACKS));
    expect(tagsOf(withoutFigures(page))).toEqual(tagsOf(withoutFigures(harmless.html)));
    for (const [tag] of page.matchAll(/<[^>]*>/g)) expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(/\son\w+=|alert/);
    for (const [name, { svg }] of figures) {
      expect(new Set(tagsOf(svg))).toEqual(new Set(tagsOf(harmless.figures.get(name)?.svg ?? '')));
      expect(svg).not.toMatch(/[\u0000-\u0008\u000e-\u001f]/);
    }
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('escapes what html`` is given, and keeps what is markup already', () => {
    expect(escapeHtml(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
    expect(html`<p title="${'"'}">${['<', html`<b>${'&'}</b>`, undefined, 3]}</p>`.markup).toBe('<p title="&quot;">&lt;<b>&amp;</b>3</p>');
  });
});

const withoutFigures = (page: string): string => page.replace(/<svg.*?<\/svg>/gs, '');

/** The elements of a page, in order. */
const tagsOf = (page: string): string[] => [...page.matchAll(/<([a-z][\w-]*)/gi)].map(([, tag]) => (tag as string).toLowerCase());
