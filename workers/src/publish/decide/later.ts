/** The later of the two: a stamp never goes back, whatever the clock does. */
export const later = (now: Date, stamp: Date | null): Date => (stamp && stamp > now ? stamp : now);
