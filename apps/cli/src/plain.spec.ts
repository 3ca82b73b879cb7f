import { describe, expect, test } from '@jest/globals';
import { CommandError } from './exit.js';
import { checkTyped, plain, plainJson } from './plain.js';

const NASTY = 'Ana\u001b[2J\u0007\u009b31m\r\u202e\u2028\ud800';

describe('what others wrote', () => {
  test('moves no cursor and rings no bell; line breaks, accents and emoji stay', () => {
    expect(plain(NASTY)).toBe('Ana\ufffd[2J\ufffd\ufffd31m\ufffd\ufffd\ufffd\ufffd');
    expect(plain('João\n👩‍💻 é')).toBe('João\n👩‍💻 é');
  });

  test('is the same in JSON, and as harmless', () => {
    const json = plainJson(JSON.stringify({ name: NASTY, more: ['João\n'] }, undefined, 2));
    expect(JSON.parse(json)).toEqual({ name: NASTY, more: ['João\n'] });
    expect(json).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\u2028\u202e]/u);
  });
});

describe('what is typed', () => {
  test.each(['', 'ana@example.com', '--note', 'João’s 👩‍💻 prize', 'x'.repeat(1000)])('%p is left to the command', (word) => {
    expect(() => checkTyped(['why', word])).not.toThrow();
  });

  test.each(['a\nb', '\u001b[31m', 'a\tb', '\u202e', '\u2028', 'x'.repeat(1001)])('%p is refused by its place, and not repeated', (word) => {
    const refusal = (): void => checkTyped(['why', word]);
    expect(refusal).toThrow(CommandError);
    expect(refusal).toThrow(/^Word 2 behind catraca [\w ,.:]+$/);
  });
});
