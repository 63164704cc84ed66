/** The reason of a withdrawal, where readers are told it: nothing else of it leaves the newsroom. */
export const shownReason = (change: {
	reason?: string | undefined;
	reasonShown?: boolean | undefined;
}): { reason?: string } => (change.reason && change.reasonShown ? { reason: change.reason } : {});
