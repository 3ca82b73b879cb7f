import type { FakeMember } from './fake-cativa-community.js';
import { escaped } from './fake-html.js';

const STYLE =
  'body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}table{border-collapse:collapse;width:100%}' +
  'th,td{text-align:left;padding:.4rem .8rem;border-bottom:1px solid #ddd}code{background:#eee;padding:.1rem .4rem;border-radius:.3rem}';

const rowOf = ({ id, email, name, badges }: FakeMember): string => {
  const held = badges.map((badge) => `<code>${escaped(badge)}</code>`).join(' ') || 'none';
  return `<tr><td>${escaped(name)}</td><td>${escaped(email)}</td><td><code>${escaped(id)}</code></td><td>${held}</td></tr>`;
};

/** Who is a member and who holds what, for a person to look at during a rehearsal. */
export const memberPage = (members: readonly FakeMember[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Fake Cativa</title><style>${STYLE}</style></head>
<body><h1>Fake Cativa</h1><p>A community for rehearsals. Members: ${members.length}. <a href="/signup">Sign somebody up</a> <a href="/mails">Mails</a></p>
<table><thead><tr><th>Name</th><th>Address</th><th>Id</th><th>Badges</th></tr></thead>
<tbody>${members.map(rowOf).join('\n')}</tbody></table></body></html>
`;

/** The sign-up form that an invitation links to; the address may come with the link. */
export const signUpPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign up, Fake Cativa</title>
<style>${STYLE} label{display:block;margin:.6rem 0}input{font:inherit;padding:.3rem;width:20rem;max-width:100%}button{font:inherit;padding:.4rem 1rem}</style></head>
<body><h1>Sign up</h1><p>This community is a rehearsal: whoever signs up here is a member at once.</p>
<form><label>Address<br><input name="email" type="email" required></label><label>Name<br><input name="name" required></label>
<button>Sign up</button> <span role="status"></span></form>
<script>
const form = document.querySelector('form');
form.elements.email.value = new URLSearchParams(location.search).get('email') ?? '';
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  const answer = await fetch('/rehearsal/users', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (answer.ok) location.href = '/';
  else document.querySelector('[role=status]').textContent = answer.status === 409 ? 'That address is a member already.' : 'That did not work.';
});
</script></body></html>
`;
