/** The clipboard where the page may use it; a plain http page falls back to the older way. */
export async function copyText(copied: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(copied);
    return true;
  } catch {
    return copiedTheOldWay(copied);
  }
}

function copiedTheOldWay(copied: string): boolean {
  const field = document.createElement("textarea");
  field.value = copied;
  field.className = "unseen";
  document.body.append(field);
  const before = document.activeElement;
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
