/** The page's style: one column, system type, two themes. Figures keep their white cards in both. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f7f7f5; --card: #ffffff; --ink: #1d2330; --muted: #667085; --line: #e3e4e1; --accent: #2f62ad; --figure: #ffffff;
  --shadow: 0 1px 2px rgb(20 25 40 / 5%), 0 6px 24px rgb(20 25 40 / 4%);
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #14161b; --card: #1c1f26; --ink: #e8eaee; --muted: #9aa2b1; --line: #2d323c; --accent: #8db4ee; --figure: #fbfbfa; --shadow: none; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
main { max-width: 1020px; margin: 0 auto; padding: 72px 30px 96px; }
header { margin-bottom: 44px; }
h1 { margin: 0 0 10px; font-size: 38px; line-height: 1.15; font-weight: 680; letter-spacing: -0.022em; text-wrap: balance; }
h2 { margin: 68px 0 18px; font-size: 22px; line-height: 1.3; font-weight: 650; letter-spacing: -0.012em; }
h3 { margin: 0 0 20px; font-size: 17px; line-height: 1.4; font-weight: 650; letter-spacing: -0.005em; }
p { margin: 0 0 12px; }
.lede { margin: 0; color: var(--muted); font-size: 17px; }
.eyebrow { margin: 0 0 14px; color: var(--accent); font-size: 12.5px; font-weight: 650; letter-spacing: 0.09em; text-transform: uppercase; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; box-shadow: var(--shadow); }
.notes { margin: 26px 0 0; padding: 0 0 0 20px; max-width: 72ch; }
.notes li { margin-bottom: 6px; padding-left: 4px; }
.notes li::marker { color: var(--muted); }

.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 15px; }
th, td { padding: 13px 18px; text-align: right; vertical-align: baseline; border-top: 1px solid var(--line); }
thead th { padding-top: 16px; padding-bottom: 12px; border-top: 0; color: var(--muted); font-size: 13px; font-weight: 500; line-height: 1.35; white-space: nowrap; }
thead .unit { display: block; font-weight: 400; opacity: 0.85; }
tbody th { font-weight: 600; }
th:first-child { text-align: left; }
td { white-space: nowrap; }
.dense { font-size: 13.5px; }
.dense th, .dense td { padding: 8px 12px; }
.error { color: var(--muted); }
.settings td, .settings th { text-align: left; white-space: normal; overflow-wrap: break-word; padding-top: 10px; padding-bottom: 10px; }
.settings tbody th { font-weight: 400; color: var(--muted); }
.settings .differs td { font-weight: 600; }

figure { margin: 0 0 26px; padding: 28px 28px 26px; }
.picture svg { display: block; width: 100%; height: auto; overflow: visible; }
.narrow { display: none; }
figcaption { margin-top: 20px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--muted); font-size: 14.5px; line-height: 1.55; max-width: none; }
figcaption p { margin: 0; max-width: 82ch; }

summary { padding: 14px 20px; cursor: pointer; font-weight: 550; border-radius: 14px; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
pre { margin: 0; padding: 18px 20px; font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre-wrap; tab-size: 2; }
details pre { border-top: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 8px 28px; margin: 0; padding: 20px; font-size: 15px; }
dt { color: var(--muted); }
dd { margin: 0; }
.experiments, .parts { margin-top: 12px; }
.parts caption { padding: 12px 18px 4px; text-align: left; font-weight: 600; }
.stack > * + * { margin-top: 12px; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (prefers-color-scheme: dark) {
  .picture { background: var(--figure); border-radius: 10px; padding: 22px; }
}
@media (max-width: 840px) {
  .wide { display: none; }
  .narrow { display: block; }
  .picture svg { margin: 0 auto; }
}
@media (max-width: 760px) {
  main { padding: 40px 16px 64px; }
  header { margin-bottom: 32px; }
  h1 { font-size: 29px; }
  h2 { margin-top: 52px; }
  figure { padding: 20px 14px 18px; }
  .summary, .summary tbody, .summary tr, .summary th, .summary td { display: block; }
  .summary thead { display: none; }
  .summary tr { padding: 16px 18px; border-top: 1px solid var(--line); }
  .summary tr:first-child { border-top: 0; }
  .summary th { padding: 0 0 6px; border: 0; font-size: 16px; }
  .summary td { display: flex; justify-content: space-between; gap: 16px; padding: 4px 0; border: 0; }
  .summary td::before { content: attr(data-label); color: var(--muted); }
  .settings td, .settings th { padding-left: 14px; padding-right: 14px; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd + dt { margin-top: 10px; }
}
@media (max-width: 760px) and (prefers-color-scheme: dark) {
  figure { padding-left: 8px; padding-right: 8px; }
  figure h3, figcaption { margin-left: 8px; margin-right: 8px; }
  .picture { padding: 14px 6px; }
}
@media print {
  body { background: white; }
  main { padding: 0; max-width: none; }
  figure { break-inside: avoid; }
  .card { box-shadow: none; }
}
`;
