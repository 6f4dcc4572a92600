/** Looks of the HTML report; pictures stay on white in both colour schemes. */
export const STYLE = `
:root { color-scheme: light dark; --text: light-dark(#161a22, #e9ecf2); --quiet: light-dark(#5b6678, #98a4b7);
  --page: light-dark(#ffffff, #12151b); --soft: light-dark(#f5f6f9, #1c212a); --border: light-dark(#dce0e8, #2a313d);
  --link: light-dark(#3453d1, #93a9ff); --ok: light-dark(#16703f, #5fcf92); --bad: light-dark(#b8242f, #ff8b91);
  --warn: light-dark(#805200, #e8b95a); --fault: light-dark(#7d33b8, #cfa3f5); }
body { max-width: 1120px; margin: 0 auto; padding: 24px 20px 48px; background: var(--page); color: var(--text);
  font: 14px/1.5 Inter, system-ui, sans-serif; }
b, strong, code, span, small, em, a { unicode-bidi: isolate; }
h1 { font-size: 24px; } h2 { display: flex; gap: 12px; align-items: center; font-size: 21px; margin: 28px 0 8px; }
h3 { margin: 26px 0 8px; font-size: 15px; }
section + section { border-top: 1px solid var(--border); margin-top: 36px; }
dl { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 12px 0; } dt { color: var(--quiet); font-size: 12px; } dd { margin: 0; }
.scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--border); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-size: 12px; font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; }
th.number, td.number { padding-right: 18px; }
td { overflow-wrap: anywhere; }
figure { margin: 10px 0; overflow-x: auto; border: 1px solid var(--border); border-radius: 8px; background: #ffffff; }
svg { display: block; max-width: 100%; height: auto; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; }
pre { padding: 10px 14px; border-radius: 8px; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; }
.quiet, footer { color: var(--quiet); } footer { margin-top: 40px; font-size: 12px; } a { color: var(--link); }
.badge { flex: none; padding: 1px 9px; border: 1px solid currentcolor; border-radius: 99px; font-size: 12px; font-weight: 600; white-space: nowrap; }
.passed, .holds { color: var(--ok); } .failed, .violated, .limit, .refused { color: var(--bad); }
.stopped, .waiting, .running, .idle { color: var(--warn); } .not-reached { color: var(--quiet); } .fault { color: var(--fault); }
@media print { body { max-width: none; } figure, table { break-inside: avoid; } }
`
