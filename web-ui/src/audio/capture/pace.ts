/** kbit/s over the last second, from a count of bytes that only grows and is read every `everyS`. */
export function createPace(everyS: number): (bytes: number) => number {
  const seen: number[] = [];
  return (bytes) => {
    seen.push(bytes);
    if (seen.length > Math.round(1 / everyS) + 1) {
      seen.shift();
    }
    const spanS = (seen.length - 1) * everyS;
    return spanS === 0 ? 0 : Math.round(((bytes - (seen[0] ?? bytes)) * 8) / spanS / 1_000);
  };
}
