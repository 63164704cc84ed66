import { currentLocale } from "../locale.ts";
import type { Session } from "./accounts.ts";
import { type Audience, createAudience } from "./audience.ts";
import { followReaders, type ReadersView } from "./follow-readers.ts";
import { type Health, watchHealth } from "./health.ts";
import { createKeeper, type Keeper } from "./keeper.ts";
import { type Library, loadLibrary } from "./library.ts";
import type { LocalStore } from "./local-store.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { type Pending, watchPending } from "./pending.ts";
import { createTimes, type Times } from "./times.ts";
import { joinTogether, type Together } from "./together.ts";
import { createUploads, type Uploads } from "./uploads.ts";

/** Everything that a signed-in screen works with. */
export interface Desk {
	readonly user: Session["user"];
	readonly library: Library;
	readonly outbox: Outbox;
	readonly keeper: Keeper;
	readonly uploads: Uploads;
	readonly readers: ReadersView;
	readonly pending: Pending;
	readonly audience: Audience;
	readonly health: Health;
	/** The others at the desk, and what becomes of what was sent. */
	readonly together: Together;
	/** In the site's time zone. */
	readonly times: Times;
	/**
	 * Whether this account may publish; a contributor's work waits for an editor. On the screens of a story of which they
	 * are made editor it says so (see `screens/story.ts`).
	 */
	readonly publishes: boolean;
	/** Shows another screen: a path under `/newsroom`. */
	go(path: string): void;
	close(): void;
}

/**
 * Opens the desk of who is signed in.
 *
 * @throws {ConnectionError} when the server does not answer
 */
export async function openDesk({
	user,
	store,
	go,
}: {
	user: Session["user"];
	store: LocalStore;
	go: (path: string) => void;
}): Promise<Desk> {
	const library = await loadLibrary();
	const uploads = await createUploads({ store, page: window });
	const outbox = await createOutbox({ store, page: window, pictures: uploads });
	const readers = followReaders(location.origin);
	readers.follow("site");
	const together = joinTogether({
		url: location.origin,
		queued: () => outbox.list().filter(({ state }) => state === "queued" || state === "sending").length,
	});
	// What waited for a person or for its time is looked at the moment it is settled.
	together.onSubmission(({ id }) => {
		if (outbox.list().some(({ submissionId, state }) => submissionId === id && state !== "live")) outbox.retry();
	});
	const pending = watchPending({ outbox, together });
	let times = createTimes(library.site.timeZone, currentLocale());
	const timesNow = () => {
		const { timeZone } = library.site;
		if (times.zone !== timeZone || times.language !== currentLocale()) times = createTimes(timeZone, currentLocale());
		return times;
	};
	const health = watchHealth({ together, times: timesNow });
	return {
		...{ user, library, outbox, readers, pending, health, together, go },
		keeper: createKeeper({ store, page: window }),
		uploads,
		audience: createAudience(),
		publishes: user.role !== "contributor",
		get times() {
			return timesNow();
		},
		close() {
			outbox.close();
			uploads.close();
			pending.close();
			health.close();
			together.close();
			readers.close();
		},
	};
}
