const RUNS_WITHIN_MS = 1_000;

/** Whether a microphone would be given, and its sound run, without a question and without a click. */
export async function opensUnasked(): Promise<boolean> {
  return (await isGranted()) && (await runs());
}

async function isGranted(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: "microphone" });
    return state === "granted";
  } catch {
    // Not every browser tells; then it is asked within a click.
    return false;
  }
}

/** A browser that wants a click first says nothing: it leaves the promise open. */
async function runs(): Promise<boolean> {
  const context = new AudioContext();
  try {
    const running = context.resume().then(() => context.state === "running");
    return await Promise.race([running, new Promise<boolean>((late) => setTimeout(late, RUNS_WITHIN_MS, false))]);
  } catch {
    return false;
  } finally {
    void context.close().catch(() => undefined);
  }
}
