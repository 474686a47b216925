/** Half a percent is eight cents: nobody notices, and 10 ms are made good in two seconds. */
export const CORRECTION_MAX = 0.005;
/** Per second and second of error: most of an error is gone in three seconds, and 1 ms costs one cent. */
const PROPORTIONAL = 0.7;
const INTEGRAL = 0.05;
/** Crystals differ by less than this; the sum must not grow while something else is wrong. */
const DRIFT_MAX = 0.0003;
const DRIFT_LEARNED_BELOW_S = 0.005;

/** How much faster or slower to play, so that the sound comes to where it should be and stays there. */
export interface Steering {
  /** The correction of the rate for the next `dtS`; `errorS` is positive when the sound is late. */
  correct(errorS: number, dtS: number): number;
}

export function createSteering(): Steering {
  let drift = 0;
  return {
    correct(errorS, dtS) {
      if (Math.abs(errorS) < DRIFT_LEARNED_BELOW_S) {
        drift = within(DRIFT_MAX, drift + INTEGRAL * errorS * dtS);
      }
      return within(CORRECTION_MAX, PROPORTIONAL * errorS + drift);
    },
  };
}

function within(limit: number, value: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
