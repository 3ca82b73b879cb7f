/** The look of the pages: a system's own fonts, and colours of which each pair has a contrast of at least 4.5 to 1, by day and by night. */
export const STYLE = `
:root { color-scheme: light dark; --page: #eef0f4; --card: #ffffff; --text: #1d2433; --soft: #565e6e; --line: #767e8e;
  --accent: #2450c8; --on-accent: #ffffff; --bad: #a8181d; --bad-page: #fdf0f0; }
@media (prefers-color-scheme: dark) {
  :root { --page: #15171c; --card: #22252c; --text: #eceef2; --soft: #b4bac6; --line: #8b93a3;
    --accent: #9db8ff; --on-accent: #10182e; --bad: #ffa3a3; --bad-page: #3a2225; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); line-height: 1.55;
  font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Liberation Sans", Helvetica, Arial, sans-serif; }
.frame { max-width: 34rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
nav ul { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .25rem; margin: 0 0 .75rem; padding: 0; list-style: none; }
nav a { display: block; padding: .6rem .6rem; font-size: .9375rem; }
nav a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
main { background: var(--card); border-radius: 12px; padding: 1.5rem 1.25rem 1.75rem; box-shadow: 0 1px 3px rgb(0 0 0 / .12); }
h1 { margin: 0 0 1rem; font-size: 1.625rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 .875rem; }
a { color: var(--accent); text-underline-offset: .15em; }
.faults { margin: 0 0 1.25rem; padding: .875rem 1rem; border: 2px solid var(--bad); border-radius: 8px; background: var(--bad-page); }
.faults h2 { margin: 0 0 .375rem; font-size: 1.0625rem; }
.faults p { margin: 0; }
.faults ul { margin: 0; padding-left: 1.25rem; }
.faults a { color: var(--bad); }
.field { margin: 1.25rem 0 0; }
label { display: block; font-weight: 600; }
.optional, .hint { color: var(--soft); font-weight: 400; }
.hint { margin: .125rem 0 0; font-size: .9375rem; }
.fault { margin: .25rem 0 0; color: var(--bad); font-weight: 600; font-size: .9375rem; }
input, textarea { display: block; width: 100%; margin: .375rem 0 0; padding: .6875rem .75rem; border: 1px solid var(--line); border-radius: 8px;
  background: var(--card); color: var(--text); font: inherit; font-size: 1.0625rem; }
textarea { resize: vertical; }
[aria-invalid] { border: 2px solid var(--bad); }
input.digits { max-width: 12rem; font-size: 1.5rem; letter-spacing: .25em; font-variant-numeric: tabular-nums; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button, .button { display: inline-block; margin: 1.5rem 0 0; padding: .8125rem 1.5rem; border: 0; border-radius: 8px; background: var(--accent);
  color: var(--on-accent); font: inherit; font-size: 1.0625rem; font-weight: 600; text-decoration: none; cursor: pointer; }
.others { margin: 1.5rem 0 0; padding: 1rem 0 0; border-top: 1px solid color-mix(in srgb, var(--line) 40%, transparent); list-style: none; }
.others a { display: inline-block; padding: .375rem 0; }
@media (max-width: 30rem) { button, .button { width: 100%; text-align: center; } .frame { padding: .5rem .75rem 2rem; } h1 { font-size: 1.4375rem; } }
@media (forced-colors: active) { button, .button { border: 1px solid; } }`;
