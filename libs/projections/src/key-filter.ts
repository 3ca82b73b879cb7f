/** Remembers keys in a few bits each. When it says that it has not seen one, that is so; when it says that it has, it is mostly so (a Bloom filter). */
export interface KeyFilter {
  add(key: string): void;
  mayHave(key: string): boolean;
}

const HASHES = 3;
const BITS_PER_KEY = 6;
const WORD = 32;

/** FNV-1a with the finish of MurmurHash3, without which keys that end alike would fall together. */
const hashOf = (key: string, seed: number): number => {
  let hash = seed;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * One filter for each of so many tables, in one room: which of them will have how many keys nobody knows before. `most`: so many keys at
 * most in all. With half of them, one answer in 90 is a wrong yes, and with all of them one in 16. Takes three quarters of a byte a key.
 */
export const keyFilters = (tables: number, most: number): readonly KeyFilter[] => {
  const words = new Uint32Array(Math.ceil((most * BITS_PER_KEY) / WORD) + 1);
  const bits = words.length * WORD;
  const filterOf = (table: number): KeyFilter => {
    const placesOf = (key: string): readonly number[] => {
      const [first, step] = [hashOf(key, 0x811c9dc5 ^ table), hashOf(key, 0x2b5a1f43 ^ table)];
      return Array.from({ length: HASHES }, (_, nth) => (first + nth * step) % bits);
    };
    return {
      add: (key) => {
        for (const place of placesOf(key)) words[place >>> 5] = (words[place >>> 5] ?? 0) | (1 << (place & 31));
      },
      mayHave: (key) => placesOf(key).every((place) => ((words[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0),
    };
  };
  return Array.from({ length: tables }, (_, table) => filterOf(table));
};
