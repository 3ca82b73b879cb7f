import { noticeNext, type ShapeReader } from '#projections';
import { fingerprintOf, knownShapes, sources, type Source } from '#sources';
import type { Pool } from 'pg';

/** Reads shapes as these sources have them. What their examples show is worked out once, when it is first asked for. */
export const shapeReader = (known: Readonly<Record<string, Source>>): ShapeReader => {
  const byName = new Map(Object.values(known).map((source) => [source.name, source]));
  const shapes = new Map<string, ReturnType<typeof knownShapes>>();
  const shapesOf = (name: string) => {
    const source = byName.get(name);
    if (source && !shapes.has(name)) shapes.set(name, knownShapes(source));
    return shapes.get(name);
  };
  return {
    shapeOf: (name, body) => {
      const source = byName.get(name);
      return source && fingerprintOf(source, body);
    },
    isKnown: (name, event, feature) => {
      const features = shapesOf(name)?.get(event);
      return features !== undefined && (feature === '' || features.has(feature));
    },
  };
};

const ours = shapeReader(sources);

/** 5,000 deliveries: the first look at a long history takes several sweeps, and holds up none of them for long. */
const MOST_PAGES = 25;

/**
 * Looks at what came since the last look, page by page, and writes down what no delivery of its source had before.
 * Changes nothing else. A body that cannot be read, or whose source is gone, is passed by.
 */
export const noticeShapes = async ({ pool, reader = ours }: { readonly pool: Pool; readonly reader?: ShapeReader }): Promise<void> => {
  for (let page = 0; page < MOST_PAGES && (await noticeNext(pool, reader));) page += 1;
};
