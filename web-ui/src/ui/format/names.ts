/** Names to start with, so that nobody stands before an empty field. */
const VOICES = [
  "Alto",
  "Amber",
  "Aria",
  "Bassoon",
  "Brass",
  "Cadence",
  "Cello",
  "Chime",
  "Clarinet",
  "Coda",
  "Cornet",
  "Dolce",
  "Drum",
  "Flute",
  "Forte",
  "Harp",
  "Horn",
  "Jazz",
  "Largo",
  "Lento",
  "Lyra",
  "Mellow",
  "Oboe",
  "Piano",
  "Piccolo",
  "Presto",
  "Reed",
  "Sonata",
  "Tempo",
  "Tenor",
  "Viola",
  "Vivace",
] as const;
const CREATURES = [
  "Badger",
  "Bear",
  "Crane",
  "Deer",
  "Dove",
  "Finch",
  "Fox",
  "Hare",
  "Heron",
  "Ibis",
  "Jay",
  "Kite",
  "Lark",
  "Lynx",
  "Marten",
  "Moth",
  "Newt",
  "Otter",
  "Owl",
  "Panda",
  "Robin",
  "Seal",
  "Sparrow",
  "Stork",
  "Swan",
  "Swift",
  "Tern",
  "Thrush",
  "Toad",
  "Wren",
] as const;
const EVENINGS = [
  "Late show",
  "Matinee",
  "Movie night",
  "Front row",
  "Back row",
  "Double bill",
  "First night",
  "Small hours",
  "Quiet evening",
  "Rainy day film",
  "Sofa screening",
  "Velvet seats",
  "Popcorn hour",
  "Golden hour",
] as const;
const SESSIONS = [
  "Listening bar",
  "Side A",
  "Needle drop",
  "Evening session",
  "Headphones on",
  "Slow listening",
  "Kitchen radio",
  "Night tape",
  "Sunday records",
  "Blue hour",
] as const;

export type Random = () => number;

function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.min(from.length - 1, Math.floor(random() * from.length))] as T;
}

export function suggestPerson(random: Random = Math.random): string {
  return `${pick(VOICES, random)} ${pick(CREATURES, random)}`;
}

export function suggestRoom(kind: "video" | "track" | "live", random: Random = Math.random): string {
  return pick(kind === "video" ? EVENINGS : SESSIONS, random);
}

export const NAME_CHARS_MAX = 60;
export const ROOM_NAME_CHARS_MAX = 60;

/** White space folded, ends trimmed: what is left is what others see. */
export function tidyName(name: string): string {
  return name.replace(/\s+/gu, " ").trim();
}

/** One or two letters to stand for somebody. */
export function initials(name: string): string {
  const words = tidyName(name).split(" ").filter(Boolean);
  const first = words[0] ?? "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .flatMap((word) => (word ? [...word][0] : []))
    .join("")
    .toLocaleUpperCase();
}
