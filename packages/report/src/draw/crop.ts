import { openSvg } from './resvg.ts';

const MARGIN = 2;

/** Cuts an SVG to what is visible: Vega only estimates how wide texts are, and leaves too much room. A page may enlarge it a little. */
export async function crop(svg: string): Promise<string> {
  const box = (await openSvg(svg)).getBBox();
  if (!box) return svg;
  const [left, top] = [Math.floor(box.x) - MARGIN, Math.floor(box.y) - MARGIN];
  const [width, height] = [Math.ceil(box.x + box.width) + MARGIN - left, Math.ceil(box.y + box.height) + MARGIN - top];
  return svg.replace(
    /(<svg[^>]*?) width="[^"]*" height="[^"]*" viewBox="[^"]*"/,
    `$1 width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" style="max-width:${Math.round(1.2 * width)}px"`,
  );
}
