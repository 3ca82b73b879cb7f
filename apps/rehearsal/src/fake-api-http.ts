import type { IncomingHttpHeaders } from 'node:http';

/** A request as an API sees it; the path is cut at its slashes, without the version. */
export interface ApiRequest {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface ApiAnswer {
  readonly status: number;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request; undefined where the next one is to be asked. */
export type Route = (request: ApiRequest) => ApiAnswer | undefined;
