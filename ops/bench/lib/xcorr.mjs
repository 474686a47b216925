// Where one recording stands in another of the same sound, to the sample: cross-correlation by FFT.

/** In-place transform of length 2^k; `sign` is -1 forward and +1 backward (unscaled). */
function transform(re, im, sign) {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    while (j & bit) {
      j ^= bit;
      bit >>= 1;
    }
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j], re[i]];
      [im[i], im[j]] = [im[j], im[i]];
    }
  }
  const cos = new Float64Array(n / 2);
  const sin = new Float64Array(n / 2);
  for (let k = 0; k < n / 2; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / n);
    sin[k] = sign * Math.sin((2 * Math.PI * k) / n);
  }
  for (let half = 1; half < n; half *= 2) {
    const step = n / (2 * half);
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const upper = start + k;
        const lower = upper + half;
        const c = cos[k * step];
        const s = sin[k * step];
        const tr = re[lower] * c - im[lower] * s;
        const ti = re[lower] * s + im[lower] * c;
        re[lower] = re[upper] - tr;
        im[lower] = im[upper] - ti;
        re[upper] += tr;
        im[upper] += ti;
      }
    }
  }
}

/** Sums of squares of every window of `width` samples. */
function energies(samples, width) {
  const sums = new Float64Array(samples.length - width + 1);
  let sum = 0;
  for (let i = 0; i < samples.length; i++) {
    sum += samples[i] ** 2;
    if (i >= width) sum -= samples[i - width] ** 2;
    if (i >= width - 1) sums[i - width + 1] = Math.max(sum, 0);
  }
  return sums;
}

/**
 * The `at` for which haystack[at + i] is most like needle[i], with the likeness there (1 is identical up to loudness).
 * Only places where the whole needle lies within the haystack count.
 */
export function locate(needle, haystack) {
  let n = 1;
  while (n < haystack.length + needle.length) n *= 2;
  const hr = new Float64Array(n);
  const hi = new Float64Array(n);
  const nr = new Float64Array(n);
  const ni = new Float64Array(n);
  hr.set(haystack);
  nr.set(needle);
  transform(hr, hi, -1);
  transform(nr, ni, -1);
  for (let k = 0; k < n; k++) {
    const real = hr[k] * nr[k] + hi[k] * ni[k];
    hi[k] = hi[k] * nr[k] - hr[k] * ni[k];
    hr[k] = real;
  }
  transform(hr, hi, 1);
  const windows = energies(haystack, needle.length);
  const own = needle.reduce((sum, sample) => sum + sample ** 2, 0);
  let at = 0;
  let likeness = -1;
  for (let i = 0; i < windows.length; i++) {
    const value = hr[i] / n / Math.sqrt(own * windows[i] + 1e-12);
    if (value > likeness) {
      likeness = value;
      at = i;
    }
  }
  return { at, likeness };
}
