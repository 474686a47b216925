import { count, listed } from "../format/numbers";

/** Before a room and after it. */
export const doorWords = {
  door: {
    invited: "You are invited to",
    nobody: "Nobody is in there right now.",
    people: (names: string[], others: number) => {
      const all = others > 0 ? [...names, others === 1 ? "one more" : `${count(others)} more`] : names;
      return `${listed(all)} ${names.length + others === 1 ? "is" : "are"} here`;
    },
    hidden: "Who is there is seen inside.",
    join: "Join",
    joinHint: "You will hear sound right away.",
    password: "Password of the room",
    needsPassword: "This room has a password. Whoever sent you the link knows it.",
    invitedOnly: "This room is for invited people. Ask its host for an invitation.",
    again: (left: string) => `Try again in ${left}.`,
    refused: {
      "wrong-password": "That is not the password.",
      "rate-limited": "Too many tries from here.",
      expired: "This invitation is used up, too old, or was taken back. Ask whoever sent it for a new one.",
      unauthorized: "This invitation is not for this room. Perhaps a piece of the link is missing: ask for it again.",
      "room-full": "The room is full. Somebody may leave; try again in a while.",
      kicked: "You were asked to leave this room. After ten minutes you can come back.",
      banned: "The host has closed this room to you. If that is a mistake, ask them to let you in again.",
      "room-closed": "The room was closed.",
      offline: "The server does not answer. Check your connection and try again.",
      other: "The room could not be entered just now. Try again in a moment.",
    },
    looking: "Looking for the room…",
    gone: {
      title: "This room is gone",
      words: "It was closed, or the link is not quite right. Ask for a new one, or open a room of your own.",
    },
    failed: {
      title: "The room does not answer",
      words: "The server could not be reached. Your link is fine; try again in a moment.",
    },
  },
  ended: {
    "room-closed": {
      title: "The room is closed",
      words: "Thank you for coming. The host has closed it for everyone.",
      act: "home",
    },
    "closed-by-you": {
      title: "The room is closed",
      words: "You closed it for everyone. Its link does not work any more, and what was said in it is deleted.",
      act: "home",
    },
    "room-not-found": {
      title: "This room is gone",
      words: "It was closed, or the link is not quite right. Ask for a new one, or open a room of your own.",
      act: "home",
    },
    "room-full": {
      title: "The room is full",
      words: "Every seat is taken. Somebody may leave: try again in a while. The host can make room for more.",
      act: "retry",
    },
    replaced: {
      title: "You are here in another window",
      words: "This seat moved to the window you opened last. You can take it back.",
      act: "back",
    },
    kicked: {
      title: "You were asked to leave",
      words: "The host has taken you out of this room. In ten minutes you can come back, or before, if they let you.",
      act: "later",
    },
    banned: {
      title: "You cannot come in",
      words: "The host has closed this room to you. If that is a mistake, ask them to let you in, and try again.",
      act: "later",
    },
    "address-banned": {
      title: "You cannot come in",
      words: "This server lets nobody in from your network at the moment.",
      act: "home",
    },
    "wrong-password": {
      title: "The room has a password now",
      words: "Come in again through the door.",
      act: "door",
    },
    "not-allowed": {
      title: "This room is for invited people",
      words: "Ask its host for an invitation.",
      act: "home",
    },
    expired: {
      title: "Your seat has expired",
      words: "You were away for long: a seat is kept for two hours, a host's for a day. Come in again as a new guest.",
      act: "door",
    },
    unauthorized: { title: "Your seat is not known any more", words: "Come in again through the door.", act: "door" },
    other: {
      title: "The connection ended",
      words: "The server closed it and gave no way back by itself.",
      act: "retry",
    },
    comeBack: "Take the seat back",
    openRoom: "Open a room",
    door: "To the door",
  },
} as const;
