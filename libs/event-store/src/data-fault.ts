/** PostgreSQL's class 22: the data itself is what it cannot take, so trying the same again would change nothing. */
export const isDataFault = (error: unknown): error is { code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22');
