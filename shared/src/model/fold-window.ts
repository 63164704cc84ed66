/** How much of a channel a holder keeps. A browser keeps all that it has shown; a server keeps what pages need. */
export interface FoldWindow {
	/** Cards a list keeps at most. */
	cards?: number;
	/** Whether posts that have moved to a frozen page are let go. */
	newestPageOnly?: boolean;
}
