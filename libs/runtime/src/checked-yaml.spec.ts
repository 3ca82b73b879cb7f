import { describe, expect, test } from '@jest/globals';
import { checkedYaml } from './checked-yaml.js';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string' },
    kind: { enum: ['a', 'b'] },
    secret: { type: 'string', pattern: '^\\$\\{[A-Z]+\\}$' },
    id: { type: 'string', pattern: '^x' },
    inner: { type: 'object', additionalProperties: false, required: ['size'], properties: { size: { type: 'number' } } },
    list: { type: 'array', items: { type: 'number' } },
  },
};
const problemsOf = (text: string): readonly string[] => {
  const checked = checkedYaml(text, schema);
  return 'problems' in checked ? checked.problems : [];
};

test('gives the value when it fits', () => {
  expect(checkedYaml('name: x\nlist: [1, 2]', schema)).toEqual({ value: { name: 'x', list: [1, 2] } });
});

describe('says the place and what would be right', () => {
  test.each([
    ['{}', 'name: is missing'],
    ['name: x\nkind: c', 'kind: must be one of: a, b'],
    ['name: x\nnmae: y', 'nmae: is no known setting'],
    ['name: x\nsecret: plain', 'secret: must be ${NAME_OF_A_VARIABLE}, never the secret itself'],
    ['name: x\nid: y', 'id: must look like ^x'],
    ['name: x\ninner: {}', 'inner.size: is missing'],
    ['name: x\nlist: [1, two]', 'list.1: must be number'],
    ['', '(the whole file): must be object'],
    ['just text', '(the whole file): must be object'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('all at once', () => {
    expect(problemsOf('kind: c\nextra: 1\ninner: { size: big }')).toHaveLength(4);
  });

  test('never a value', () => {
    const said = problemsOf('name: [hush]\nkind: hush\nsecret: hush\nid: hush\ninner: hush\nlist: hush').join();
    expect(said).not.toBe('');
    expect(said).not.toContain('hush');
  });
});

describe('what is no YAML', () => {
  test.each([
    ['name: "x', 'an open quote'],
    ['name: x\nname: y', 'the same key twice'],
    ['\tname: x', 'a tab'],
    ['name: x\n--- \nname: y', 'two documents'],
  ])('%j (%s) is refused with a sentence', (text) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).not.toContain('\n');
  });

  test('aliases that explode, that lead back to themselves or nowhere are refused', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`);
    expect(problemsOf(['l0: &l0 [x]', ...levels].join('\n'))).toEqual(['aliases in the file stand for more than can be read']);
    expect(problemsOf('name: &a [*a]')).toEqual(['the file is nested too deeply']);
    expect(problemsOf('name: *nowhere')).toEqual(['an alias in the file has no anchor before it']);
  });

  test('keys that are no words are refused, and not written out', () => {
    expect(problemsOf('? [a, b]\n: c\nname: x')).toEqual(['line 1, column 3: Map keys must be words']);
    expect(problemsOf('? '.repeat(400))).toEqual(['line 1, column 3: Map keys must be words']);
  });

  test.each(['? ', '- ', '[', '{a: '])('%j again and again is nested too deeply, whatever gave up first', (again) => {
    const text = again.repeat(20_000) + 'x' + (again === '[' ? ']' : again === '{a: ' ? '}' : '').repeat(20_000);
    expect(problemsOf(text)).toEqual(['the file is nested too deeply']);
  });

  test('only the first of many problems are told, each in one line and without what stands there', () => {
    const problems = problemsOf('- }\n'.repeat(1000));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toMatch(/^and \d+ more$/);
    expect(
      problemsOf('name: [hush').concat(problemsOf('name: !hush'), problemsOf('x: |hush\n y'), problemsOf('name: "\\Uhush hush"')).join(),
    ).not.toContain('hush');
    expect(problemsOf('name: "\\\u0007"')).toEqual([expect.stringMatching(/^line 1, column \d+: Invalid escape sequence$/)]);
    expect(problemsOf(`? |\n  two\n  lines\n: x\n${'y'.repeat(500)}: x\nname: x`)).toEqual([
      'two lines : is no known setting',
      `${'y'.repeat(80)}…: is no known setting`,
    ]);
  });

  test('leaves the errors of others their stacks', () => {
    const { stackTraceLimit } = Error;
    expect(problemsOf(`{${','.repeat(1000)}`)).toHaveLength(21);
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });

  test('more than a million characters are not looked at', () => {
    expect(problemsOf(`name: x\n#${'x'.repeat(1_000_000)}`)).toEqual([expect.stringContaining('too large')]);
  });
});
