import type { SearchAnswer, SearchQuery } from "@dateline/shared/protocol";
import { searchPath } from "../pages/addresses.ts";
import type { SearchPage } from "../pages/page-state.ts";
import { searchWords } from "../pages/words/search.ts";
import { findNews } from "./search-news.ts";

/** Milliseconds of rest after a key before a question is put. */
const rest = 250;
/** Letters that a question needs. */
const shortest = 2;
/** Results on a page, as the server has them. */
const onPage = 10;
/** Milliseconds between two looks at whether there is more, while the page is looked at. */
const lookEvery = 60_000;
/** Milliseconds after which an answer is not waited for any more. */
const patience = 15_000;

export interface SearchParts {
	root: HTMLElement;
	language: string;
	site: string;
	read(): SearchPage;
	show(page: SearchPage, more?: "rest" | "loading"): void;
}

/**
 * Searches as one types. One question is under way at a time: a newer one ends it, so that no older answer is ever
 * shown over a newer one. The address says what is shown, for a reload and for passing it on. Returns the end of it.
 */
export function startSearch({ root, language, site, read, show }: SearchParts): () => void {
	const words = searchWords.of(language);
	const stop = new AbortController();
	const on = { signal: stop.signal };
	let timer: ReturnType<typeof setTimeout> | undefined;
	let asking: AbortController | null = null;
	/** What was asked for last: the same is not asked for again. */
	let asked = searchPath(read().query);

	const form = () => root.querySelector<HTMLFormElement>(".search-form");

	/** What the form says now. */
	function queryOfForm(): SearchQuery {
		const { query } = read();
		const data = new FormData(form() ?? undefined);
		const field = (name: string, before: string) => String(data.get(name) ?? before);
		const when = field("when", query.when) as SearchQuery["when"];
		const between = when === "between";
		const q = field("q", query.q).replace(/\s+/g, " ").trim();
		return {
			...{ q, kind: query.kind, when, page: 1 },
			section: field("section", query.section),
			topic: field("topic", query.topic),
			author: field("author", query.author),
			from: between ? field("from", query.from) : "",
			to: between ? field("to", query.to) : "",
			sort: field("sort", query.sort) as SearchQuery["sort"],
			exactly: query.exactly && q === query.q,
		};
	}

	async function fetchAnswer(query: SearchQuery): Promise<SearchAnswer> {
		asking?.abort();
		const own = new AbortController();
		asking = own;
		const signal = AbortSignal.any([own.signal, stop.signal, AbortSignal.timeout(patience)]);
		try {
			const response = await fetch(searchPath(query, "/api/v1/search/published"), { signal });
			if (!response.ok) throw new Error(`The search answered ${response.status}.`);
			const answer = (await response.json()) as SearchAnswer;
			own.signal.throwIfAborted();
			return answer;
		} catch (error) {
			if (own.signal.aborted || stop.signal.aborted) throw new Superseded();
			throw error;
		}
	}

	async function ask(query: SearchQuery, { again = false } = {}) {
		clearTimeout(timer);
		const path = searchPath(query);
		if (path === asked && !again) return;
		asked = path;
		history.replaceState(history.state, "", path);
		document.title = `${query.q ? words.titleOf(query.q) : words.title} – ${site}`;
		const { answer } = read();
		if ([...query.q].length < shortest) {
			asking?.abort();
			const empty = answer && { ...answer, query, total: 0, results: [], next: false, spelling: null, narrower: [] };
			show({ kind: "search", query, answer: empty, way: "rest" });
			return;
		}
		show({ kind: "search", query, answer, way: "asking" });
		try {
			show({ kind: "search", query, answer: await fetchAnswer(query), way: "rest" });
		} catch (error) {
			if (!(error instanceof Superseded)) show({ kind: "search", query, answer: null, way: "failed" });
		}
	}

	/** Further results, below those that are there; the focus goes on to the first of them when it came by a key. */
	async function showMore(byKeyboard: boolean) {
		const { query, answer } = read();
		if (!answer) return;
		const last = answer.results.length;
		show(read(), "loading");
		try {
			const next = await fetchAnswer({ ...answer.query, page: answer.query.page + Math.ceil(last / onPage) });
			const known = new Set(answer.results.map(({ id }) => id));
			const results = [...answer.results, ...next.results.filter(({ id }) => !known.has(id))];
			show({ kind: "search", query, answer: { ...answer, results, next: next.next }, way: "rest" }, "rest");
			if (byKeyboard) root.querySelectorAll<HTMLElement>("[data-found] h3 a")[last]?.focus();
		} catch (error) {
			if (error instanceof Superseded) show(read(), "rest");
			else location.assign(searchPath({ ...answer.query, page: answer.query.page + Math.ceil(last / onPage) }));
		}
	}

	root.addEventListener(
		"input",
		({ target }) => {
			if (!(target instanceof HTMLInputElement) || target.name !== "q") return;
			clearTimeout(timer);
			timer = setTimeout(() => void ask(queryOfForm()), rest);
		},
		on,
	);
	root.addEventListener(
		"change",
		({ target }) => {
			if (target instanceof HTMLElement && target.closest(".search-filters")) void ask(queryOfForm());
		},
		on,
	);
	root.addEventListener(
		"submit",
		(event) => {
			if (event.target !== form()) return;
			event.preventDefault();
			void ask(queryOfForm(), { again: true });
		},
		on,
	);
	root.addEventListener(
		"click",
		(event) => {
			if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
			const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-search]") : null;
			const way = link?.dataset["search"];
			if (!(link instanceof HTMLAnchorElement) || !way) return;
			event.preventDefault();
			if (way === "more") void showMore(event.detail === 0);
			else if (way === "again") void ask(read().query, { again: true });
			else
				void ask({
					...queryOfForm(),
					kind: (new URL(link.href).searchParams.get("kind") ?? "") as SearchQuery["kind"],
				});
		},
		on,
	);
	/** What comes later waits behind a link, what is gone is told in its place: nothing moves. */
	async function look() {
		const { query, answer, way } = read();
		if (document.visibilityState !== "visible" || way !== "rest" || !answer?.results.length || query.page > 1) return;
		const news = await findNews(answer, (page) => fetchAnswer({ ...query, page })).catch(() => null);
		const page = read();
		if (news && page.answer === answer && page.way === "rest") show({ ...page, news });
	}
	const looking = setInterval(() => void look(), lookEvery);
	document.addEventListener("visibilitychange", () => void look(), on);
	// What was typed while the page was on its way.
	const typed = queryOfForm();
	if (typed.q !== read().query.q) void ask(typed);

	return () => {
		clearTimeout(timer);
		clearInterval(looking);
		stop.abort();
	};
}

/** A newer question is under way. */
class Superseded extends Error {}
