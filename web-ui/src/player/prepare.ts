/** Fetches what playing will need, so that it is here when somebody joins. What fails is fetched again then. */
export function preparePlayer(): void {
  void Promise.allSettled([import("./player"), import("hls.js")]);
}
