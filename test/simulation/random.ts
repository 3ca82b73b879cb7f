import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Dice that fall the same way for the same seed. */
export interface Dice {
  /** From `least` to `most`, both included. */
  int(least: number, most: number): number;
  chance(share: number): boolean;
  pick<const Item>(items: readonly [Item, ...Item[]]): Item;
}

const FINE = 1_000_000;

export const diceOf = (seed: number): Dice => {
  const generator = xoroshiro128plus(seed);
  const int = (least: number, most: number): number => uniformInt(generator, least, most);
  return {
    int,
    chance: (share) => share > 0 && int(0, FINE - 1) < share * FINE,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
  };
};
