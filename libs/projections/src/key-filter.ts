/** Remembers keys in a few bits each. When it says that it has not seen one, that is so; when it says that it has, it is mostly so (a Bloom filter). */
export interface KeyFilter {
  add(key: string): void;
  mayHave(key: string): boolean;
}

const HASHES = 3;
const BITS_PER_KEY = 2;
const WORD = 32;

/** FNV-1a with the finish of MurmurHash3, without which keys that end alike would fall together. */
const hashOf = (key: string, seed: number): number => {
  let hash = seed;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** `most`: so many keys at most. With a fifth of them, one answer in 50 is a wrong yes, and with all of them every second. Takes a quarter to half a byte a key. */
export const keyFilter = (most: number): KeyFilter => {
  const bits = 2 ** Math.ceil(Math.log2(Math.max(most * BITS_PER_KEY, WORD)));
  const words = new Uint32Array(bits / WORD);
  const placesOf = (key: string): readonly number[] => {
    const [first, step] = [hashOf(key, 0x811c9dc5), (hashOf(key, 0x2b5a1f43) | 1) >>> 0];
    return Array.from({ length: HASHES }, (_, nth) => (first + nth * step) % bits);
  };
  return {
    add: (key) => {
      for (const place of placesOf(key)) words[place >>> 5] = (words[place >>> 5] ?? 0) | (1 << (place & 31));
    },
    mayHave: (key) => placesOf(key).every((place) => ((words[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0),
  };
};
