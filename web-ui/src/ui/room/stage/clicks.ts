/** A second click within this is a double one. */
const SECOND_WITHIN_MS = 250;

export interface Clicks {
  click(): void;
  doubleClick(): void;
  forget(): void;
}

/** What one click does waits until no second follows: it is done to the whole room, and a double click is one's own. */
export function createClicks(once: () => void, twice: () => void): Clicks {
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function forget(): void {
    clearTimeout(waiting);
    waiting = undefined;
  }

  return {
    click() {
      const second = waiting !== undefined;
      forget();
      if (second) return;
      waiting = setTimeout(() => {
        waiting = undefined;
        once();
      }, SECOND_WITHIN_MS);
    },
    doubleClick() {
      forget();
      twice();
    },
    forget,
  };
}
