/**
 * How it went to run a callback and to resume C: one of the statuses that C comes back with (control-block.ts), which are
 * not negative, or one of these.
 */

/** C waits still, for the result. */
export const notResumed = -1

/** C waits still, for the callback to be run in another way. */
export const notRun = -2

/** It has thrown. */
export const threw = -3
