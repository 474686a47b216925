/** Whether there are words for a code from outside; `constructor` and its like, which every object knows, are none. */
export function isKeyOf<T extends object>(words: T, code: PropertyKey): code is keyof T {
  return Object.hasOwn(words, code);
}
