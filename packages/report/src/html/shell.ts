import { html, trusted, type Markup } from './markup.ts';
import { STYLE } from './style.ts';

/** The words at the top of a page. */
export interface PageHead {
  readonly eyebrow: string;
  readonly title: string;
  readonly lede: string;
}

// Nothing is loaded from anywhere, and nothing runs.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** A whole page in the style of the house, as one file. */
export function shell({ eyebrow, title, lede }: PageHead, content: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <p class="eyebrow">${eyebrow}</p>
            <h1>${title}</h1>
            <p class="lede">${lede}</p>
          </header>
          ${content}
        </main>
      </body>
    </html> `.markup;
}

/** A part of a page with a heading of its own. */
export const section = (id: string, title: string, content: readonly (Markup | undefined)[]): Markup =>
  html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${content}
  </section>`;
