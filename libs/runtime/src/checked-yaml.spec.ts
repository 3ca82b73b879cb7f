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

  test('aliases that explode are stopped', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`);
    expect(() => checkedYaml(['l0: &l0 [x]', ...levels].join('\n'), {})).toThrow(/alias/i);
  });
});
