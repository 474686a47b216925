const IN_LINK = /^#invite=([\w.-]{1,2048})$/;

/** What lets somebody in stands behind the #: browsers send that to no server. */
export function inviteIn(hash: string): string | null {
  return IN_LINK.exec(hash)?.[1] ?? null;
}
