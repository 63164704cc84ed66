/** The state of the way in: updates come; they will again, soon as one hopes; there is no network or no server. */
export type Signal = "live" | "reconnecting" | "offline";
