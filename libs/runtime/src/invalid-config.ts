/** Every problem of the configuration at once, each with its path and what would be right. Never shows a secret's value. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';
  constructor(
    readonly problems: readonly string[],
    what = 'The configuration',
  ) {
    super(
      `${what} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
}
