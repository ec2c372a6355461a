/** Text that is HTML already. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | undefined | readonly (string | number | Markup | undefined)[];

/** Builds HTML. Whatever is put in is escaped, unless it is Markup itself; lists are joined, undefined leaves nothing. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { markup: literals.reduce((text, literal, i) => text + render(pieces[i - 1]) + literal) };
}

/** Declares a text to be HTML. Only for texts made here. */
export const trusted = (markup: string): Markup => ({ markup });

/** A text as it stands in HTML, between tags or within a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

function render(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece));
  return 'markup' in piece ? piece.markup : piece.map(render).join('');
}
