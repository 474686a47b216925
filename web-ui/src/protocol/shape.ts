/** Why a value is not what it should be; never leaves the parser. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

type Reader<T> = (value: unknown, at: string) => T;

function refuse(at: string, wanted: string): never {
  throw new ShapeError(`${at}: not ${wanted}`);
}

export function text(value: unknown, at: string): string {
  return typeof value === "string" ? value : refuse(at, "a text");
}

export function number(value: unknown, at: string): number {
  return typeof value === "number" && Number.isFinite(value) ? value : refuse(at, "a number");
}

export function flag(value: unknown, at: string): boolean {
  return typeof value === "boolean" ? value : refuse(at, "true or false");
}

export function oneOf<T extends string>(...words: readonly T[]): Reader<T> {
  return (value, at) => words.find((word) => word === value) ?? refuse(at, `one of ${words.join(", ")}`);
}

export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, at) =>
    Array.isArray(value) ? value.map((item, index) => read(item, `${at}[${index}]`)) : refuse(at, "a list");
}

/** Missing and null are the same to us: the server may leave out what it does not know. */
export function optional<T>(read: Reader<T>): Reader<T | null> {
  return (value, at) => (value === undefined || value === null ? null : read(value, at));
}

export interface Fields {
  readonly get: <T>(name: string, read: Reader<T>) => T;
}

export function fields(value: unknown, at: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(at, "an object");
  }
  const entries = new Map<string, unknown>(Object.entries(value));
  return { get: (name, read) => read(entries.get(name), `${at}.${name}`) };
}
