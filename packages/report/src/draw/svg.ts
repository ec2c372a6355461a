import type { TopLevelSpec } from 'vega-lite';
import { FONT, theme } from './theme.ts';

/**
 * A specification as an SVG text. Equal specifications give equal texts; `scope` keeps its ids apart from those of
 * other pictures on the same page.
 */
export async function renderSvg(spec: TopLevelSpec, scope: string): Promise<string> {
  const [{ compile }, { parse, View }] = await Promise.all([import('vega-lite'), import('vega')]);
  const view = new View(parse(compile(spec, { config: theme }).spec), { renderer: 'none' });
  try {
    return tidy(await view.toSVG(), scope);
  } finally {
    view.finalize();
  }
}

function tidy(svg: string, scope: string): string {
  const ids = new Map<string, string>();
  const rename = (id: string): string => {
    ids.set(id, ids.get(id) ?? `${scope}-${ids.size}`);
    return ids.get(id) as string;
  };
  const inTag = (tag: string): string =>
    tag
      .replace(/ (?:role|aria-[a-z]+|pointer-events|class|font-family)="[^"]*"/g, '') // the picture as a whole has them
      .replace(/ (?:d|transform|[xy]2?|width|height)="[^"]*"/g, (attribute) => attribute.replace(/\d+\.\d{3,}/g, rounded))
      .replace(/(?<= id="|url\(#)[^")]+/g, rename);
  return svg
    .replace(EMPTY_PATH, '')
    .replace(/<[^>]+>/g, inTag)
    .replace('<svg ', `<svg font-family="${FONT}" `)
    .replace(UNPRINTABLE, '\ufffd');
}

const rounded = (number: string): string => String(Number(Number(number).toFixed(2)));

const EMPTY_PATH = /<path class="(?:background|foreground)" aria-hidden="true" d="(?:|M0,0h0v[\d.]+h0Z)"[^>]*\/>/g;

// XML 1.0 has no place for these, not even escaped.
const UNPRINTABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
