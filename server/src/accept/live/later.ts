/** Does something soon, once, however often it is asked for meanwhile; one at a time. Its errors go to `onError`. */
export interface Later {
	ask(): void;
	stop(): void;
}

/** @param milliseconds until it is done */
export function createLater(
	milliseconds: number,
	act: () => Promise<unknown> | unknown,
	onError: (error: unknown) => void,
): Later {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isRunning = false;
	let again = false;
	const run = async () => {
		timer = undefined;
		if (isRunning) {
			again = true;
			return;
		}
		isRunning = true;
		try {
			await act();
		} catch (error) {
			onError(error);
		}
		isRunning = false;
		if (again) ask();
		again = false;
	};
	function ask(): void {
		timer ??= setTimeout(() => void run(), milliseconds);
	}
	return { ask, stop: () => clearTimeout(timer) };
}
