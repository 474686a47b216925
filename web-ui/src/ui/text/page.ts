/** What every page says, whichever it is. */
export const pageWords = {
  brand: { name: "tutti", home: "tutti, to the first page" },
  common: {
    cancel: "Cancel",
    close: "Close",
    home: "To the first page",
    loading: "One moment…",
    retry: "Try again",
    skip: "Skip to the content",
  },
  theme: { toLight: "Light theme", toDark: "Dark theme" },
  titles: {
    home: "tutti: watch and listen together",
    notFound: "Not found · tutti",
    room: (name: string) => `${name} · tutti`,
  },
  notFound: {
    title: "Nothing plays here",
    words: "The address leads nowhere. Perhaps a piece of the link is missing.",
  },
  crash: {
    title: "Something broke on this page",
    words: "The room itself is well. Load the page again to go on.",
    reload: "Load again",
  },
} as const;
