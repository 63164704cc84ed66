/** The version of the live protocol (DESIGN.md section 3). */
export const protocolVersion = 1;
/** Channels that one socket may hold. */
export const maxChannels = 50;
/** A reader who missed more events than this, or is older than a day and missed one, gets a snapshot. */
export const maxCatchUp = 500;
/** Events on one page of `/api/v1/updates`. */
export const updatesPageSize = 100;
/** The pulse's interval in milliseconds; a client closes a connection that had none for `pulseTimeout`. */
export const pulseInterval = 15_000;
export const pulseTimeout = 35_000;
