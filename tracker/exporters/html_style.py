"""The one style sheet of the HTML report: readable on a phone, on paper, by day and by night."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1c2530; --soft: #56616e; --page: #ffffff; --card: #f4f6f8;
  --line: #d5dbe1; --accent: #1f6feb; --good: #1a7f37; --warn: #8a5a00; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #a3afbb; --page: #12171d;
  --card: #1b222a; --line: #36414c; --accent: #6ea8fe; --good: #56d364; --warn: #e3b341; --bad: #ff8b82; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; } footer { padding-bottom: 2rem; color: var(--soft); font-size: .875rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; } .soft { color: var(--soft); }
a { color: var(--accent); }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, monospace; font-size: .9em; }
ul { padding-left: 1.25rem; margin: .5rem 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem;
  list-style: none; margin: 1rem 0; padding: 0; }
.cards li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; }
.cards strong { display: block; font-size: 1.15rem; }
.ready { color: var(--good); } .conditionally_ready { color: var(--warn); } .not_ready { color: var(--bad); }
.wide { overflow-x: auto; margin: .75rem 0; } .wide:focus-visible { outline: 2px solid var(--accent); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; overflow-wrap: normal; }
caption { text-align: left; font-weight: 600; padding: .5rem 0 .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; } tbody th { font-weight: 600; }
td code { white-space: nowrap; }
.title { display: block; font-weight: 400; } .day { white-space: nowrap; }
tbody th { min-width: 8rem; } td { min-width: 4rem; }
.num { text-align: right; white-space: nowrap; padding-right: 1.25rem; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
figure { margin: .5rem 0; } figcaption { font-weight: 600; }
svg { width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 11px; }
.bar { fill: var(--accent); } .wait { fill: var(--soft); opacity: .6; }
.axis { stroke: var(--soft); } .scope { fill: none; stroke: var(--ink); stroke-width: 1.5; }
.outlook { stroke: var(--good); stroke-width: 1.5; stroke-dasharray: 5 4; }
.outlook.p85 { stroke: var(--warn); }
@media screen and (max-width: 40rem) {
  table, caption, tbody, tr, th, td { display: block; } td code { white-space: normal; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin: .5rem 0; }
  th, td, .num { border: 0; padding: .1rem 0; min-width: 0; text-align: left; white-space: normal; }
  td.none { display: none; }
  td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
  svg text { font-size: 14px; } }
@media print { :root { --ink: #000; --soft: #444; --page: #fff; --card: #fff; --line: #999;
  --accent: #1f4fa8; --good: #1a5f2b; --warn: #6b4600; --bad: #8c1d17; }
  body { font-size: 10pt; } h2, h3, figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .charts { grid-template-columns: 1fr 1fr; } .cards { grid-template-columns: repeat(4, 1fr); }
  .wide { overflow: visible; } a { color: inherit; } }
""".strip()
