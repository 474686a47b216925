/** Made at its first use. A formatter of Intl takes milliseconds to make, and a page that shows few needs not wait for all. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
