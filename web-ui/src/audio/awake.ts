/**
 * A context that plays nothing but zeros for half a minute is taken off the sound card by Chromium, and put on a timer that
 * leaves time out whenever the machine is busy: what is captured comes later and later, what is played has to be moved.
 * This is 200 dB below the loudest sound, and is not zero.
 */
export const INAUDIBLE = 1e-10;
