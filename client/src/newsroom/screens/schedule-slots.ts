import type {
	EditorPost,
	EditorStory,
	Forecast,
	StoryLine,
	SubmissionDetail,
	SubmissionLine,
} from "@dateline/shared/protocol";
import { api } from "../desk/api.ts";
import type { Desk } from "../desk/desk.ts";
import { life, readAll } from "../desk/life.ts";

/** One thing on the schedule. */
export interface Slot {
	/** The submission's id, or the story's of a beginning or an embargo. */
	id: string;
	/** `went`: it had its time today and is with readers. `begins`: what readers are told. `held`: under embargo, and nobody has scheduled it. */
	kind: "scheduled" | "went" | "begins" | "held";
	at: string;
	title: string;
	line: SubmissionLine | null;
	story: EditorStory | StoryLine | null;
	/** Of a post. */
	post: EditorPost | null;
	/** Nothing of it leaves the newsroom before its time. */
	embargo: boolean;
	/** The story's own zone; null: the desk's. */
	zone: string | null;
	forecast: Forecast | null;
}

/** What was read of submissions, stories and posts, kept as long as it says the same. */
export interface SlotReader {
	/** Without what would come of them. */
	read(): Promise<Slot[]>;
	/** What would come of everything that is scheduled, as things stand, by the submission: a dry run, which takes its time. */
	foresee(): Promise<ReadonlyMap<string, Forecast>>;
}

const day = 24 * 3600_000;

/** Reads everything that has its time, soonest first, and what had it in the last day. */
export function createSlotReader(desk: Pick<Desk, "publishes">): SlotReader {
	const details = new Map<string, SubmissionDetail>();
	const detailOf = async (line: SubmissionLine) => {
		const key = `${line.id} ${line.version}`;
		const known = details.get(key) ?? (await life.submission(line.id));
		details.set(key, known);
		return known;
	};
	return {
		async foresee() {
			const { items } = desk.publishes ? await life.forecasts() : { items: [] };
			return new Map(items.map((one) => [one.submissionId, one]));
		},
		async read() {
			const [scheduled, done, upcoming, drafts] = await Promise.all([
				readAll((after) => life.submissions("scheduled", after)),
				life.submissions("done").then(({ items }) => items),
				api.stories({ status: "published", kind: "live", state: "upcoming" }).then(({ items }) => items),
				readAll((after) => api.stories({ status: "draft", ...(after ? { after } : {}) })),
			]);
			// It had a time of its own: what goes out at once is due when it is made.
			const went = done.filter(
				({ dueAt, createdAt }) =>
					Date.parse(dueAt) > Date.parse(createdAt) + 2000 && Date.parse(dueAt) > Date.now() - day,
			);
			const ids = new Set([...scheduled, ...went].flatMap(({ storyId }) => storyId ?? []));
			const read = await Promise.all([...ids].map((id) => api.story(id).catch(() => null)));
			const stories = new Map(read.flatMap((story) => (story ? [[story.id, story] as const] : [])));
			const slotOf = async (line: SubmissionLine, kind: "scheduled" | "went"): Promise<Slot> => {
				const story = (line.storyId && stories.get(line.storyId)) || null;
				const { change } = kind === "scheduled" && line.type === "post.add" ? await detailOf(line) : { change: null };
				const postId = change?.["postId"];
				const post = story && typeof postId === "string" ? await api.post(story.id, postId).catch(() => null) : null;
				const embargo =
					(line.type === "post.add" ? post?.embargo : line.type === "story.publish" ? story?.embargo : null) ?? null;
				return {
					...{ id: line.id, kind, at: line.dueAt, line, story, post },
					title: line.about || line.storyHeadline || "",
					embargo: embargo !== null && Date.parse(embargo) > Date.now(),
					zone: zoneOf(story),
					forecast: null,
				};
			};
			const begins = upcoming.flatMap((story): Slot[] =>
				story.startsAt === null ? [] : [bare(story, "begins", story.startsAt)],
			);
			const starting = new Set(scheduled.filter(({ type }) => type === "story.start").map(({ storyId }) => storyId));
			const publishing = new Set(
				scheduled.flatMap(({ type, storyId }) => (type === "story.publish" && storyId ? [storyId] : [])),
			);
			const held = drafts.flatMap((story): Slot[] =>
				story.embargo === null || publishing.has(story.id) || Date.parse(story.embargo) < Date.now()
					? []
					: [bare(story, "held", story.embargo)],
			);
			const slots = await Promise.all([
				...scheduled.map((line) => slotOf(line, "scheduled")),
				...went.map((line) => slotOf(line, "went")),
			]);
			// What begins by itself stands there as that.
			return [...slots, ...begins.filter(({ id }) => !starting.has(id)), ...held].sort(bySlot);
		},
	};
}

function bare(story: StoryLine, kind: "begins" | "held", at: string): Slot {
	return {
		...{ id: story.id, kind, at, title: story.headline, line: null, story, post: null },
		...{ embargo: kind === "held", zone: null, forecast: null },
	};
}

/** What is due at the same moment goes out in the order in which it was handed in. */
export const bySlot = (a: Slot, b: Slot): number =>
	a.at < b.at ? -1 : a.at > b.at ? 1 : (a.line?.createdAt ?? "") < (b.line?.createdAt ?? "") ? -1 : 1;

export function zoneOf(story: EditorStory | null): string | null {
	const content = story?.content ?? story?.draft;
	return (content && "timeZone" in content && content.timeZone) || null;
}

/** How long until then: `3 min`, `1 h 54`, `2 d`. Milliseconds. */
export function spanOf(milliseconds: number): { days: number; hours: number; minutes: number } {
	const minutes = Math.max(0, Math.round(milliseconds / 60_000));
	return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
}
