/** More are hardly met in one evening; those met longest ago are forgotten first. */
const NAMES_KEPT_MAX = 1_000;

export type Names = ReadonlyMap<string, string>;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** By what they are called today, whoever is here; those who left by the last that is known. Null for who was never met, or long ago. */
export function nameOf(room: { readonly members: readonly Named[]; readonly names: Names }, id: string): string | null {
  return room.members.find((member) => member.id === id)?.name ?? room.names.get(id) ?? null;
}

/** Who is called what, those who left or had to leave too. The same object while nothing is new. */
export function withNames(names: Names, people: readonly Named[]): Names {
  if (people.every(({ id, name }) => names.get(id) === name)) return names;
  const after = new Map(names);
  for (const { id, name } of people) {
    after.delete(id);
    after.set(id, name);
  }
  return after.size > NAMES_KEPT_MAX ? new Map([...after].slice(-NAMES_KEPT_MAX)) : after;
}
