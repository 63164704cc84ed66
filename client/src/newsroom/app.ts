import { msg, str, updateWhenLocaleChanges } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { accounts, type Session } from "./desk/accounts.ts";
import { type Desk, openDesk } from "./desk/desk.ts";
import { listKeptLines } from "./desk/kept-lines.ts";
import { openLocalStore } from "./desk/local-store.ts";
import { sentenceOf } from "./desk/request.ts";
import { readRoute, titleOf } from "./route.ts";
import { readAhead, screenOf } from "./screens/screen-of.ts";
import type { KeptLine } from "./screens/sign-in.ts";
import "./parts/tab-bar.ts";
import "./screens/find-panel.ts";

/** Who was signed in last on this device: whose drafts are named when the session has ended. */
const lastUser = "dateline-user";
const lastSite = "dateline-site";

const renewalInterval = 30 * 60_000;

type Phase = "opening" | "unreachable" | "signed-out" | "welcome" | "second-factor" | "desk";

/** The console: decides between the door and the desk, and which screen of the desk the address means. */
export class NewsroomApp extends LitElement {
	static override properties = {
		phase: { state: true },
		path: { state: true },
		desk: { state: true },
		kept: { state: true },
		problem: { state: true },
	};
	declare phase: Phase;
	declare path: string;
	declare desk: Desk | null;
	declare kept: KeptLine[];
	declare problem: string;
	private ended = false;
	private leading: MutationObserver | null = null;
	private renewal: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		updateWhenLocaleChanges(this);
		this.phase = "opening";
		this.path = location.pathname;
		this.desk = null;
		this.kept = [];
		this.problem = "";
	}

	protected override createRenderRoot() {
		return this;
	}

	override connectedCallback() {
		super.connectedCallback();
		addEventListener("popstate", () => this.show());
		document.addEventListener("click", (event) => this.followLink(event));
		this.addEventListener("signed-in", () => void this.enter());
		this.addEventListener("sign-out", () => void this.leave());
		if (location.pathname === "/newsroom/welcome" && location.hash.length > 1) this.phase = "welcome";
		else void this.open();
	}

	/** Goes in with the session that the browser has. */
	private async open() {
		try {
			const session = await accounts.session();
			if (session === null) return await this.shut(false);
			if (session.mustSetUp) {
				this.phase = "second-factor";
				return;
			}
			await this.openFor(session.user);
		} catch (error) {
			this.problem = sentenceOf(error);
			this.phase = "unreachable";
			setTimeout(() => void this.open(), 3000);
		}
	}

	private async openFor(user: Session["user"]) {
		const store = await openLocalStore(`dateline-${user.id}`);
		this.desk?.close();
		this.desk = await openDesk({ user, store, go: (path) => this.go(path) });
		localStorage.setItem(lastUser, user.id);
		localStorage.setItem(lastSite, this.desk.library.site.name);
		this.desk.outbox.observe(() => {
			if (this.desk?.outbox.trouble()?.kind === "signed-out" && this.phase === "desk") void this.shut(true);
		});
		// Whoever is at work stays signed in.
		clearInterval(this.renewal);
		this.renewal = setInterval(() => void accounts.session().catch(() => undefined), renewalInterval);
		this.ended = false;
		this.phase = "desk";
		readAhead();
	}

	/** Shows the door. What was written is on this device. */
	private async shut(ended: boolean) {
		this.ended = ended;
		const user = localStorage.getItem(lastUser);
		this.kept = user === null ? [] : await listKeptLines(await openLocalStore(`dateline-${user}`));
		this.phase = "signed-out";
	}

	private async enter() {
		if (this.phase === "welcome" || location.search.includes("refused=")) history.replaceState(null, "", "/newsroom");
		this.path = location.pathname;
		await this.open();
		this.show();
	}

	private async leave() {
		// The desk goes first: what it asks for meanwhile would be refused.
		this.desk?.close();
		this.desk = null;
		await this.updateComplete;
		await accounts.signOut().catch(() => undefined);
		this.go("/newsroom");
		await this.shut(false);
	}

	private go(path: string) {
		if (path !== location.pathname + location.search) history.pushState(null, "", path);
		this.show();
	}

	/** Shows the screen of the address; the keyboard goes along, unless the screen has taken it already. */
	private show() {
		this.path = location.pathname;
		void this.updateComplete.then(() => this.leadKeyboard());
	}

	/**
	 * Leads the keyboard to the screen that is shown. Its code and its words may have to be read yet, and what stands there
	 * until then goes with the keyboard on it: so it is led on until somebody or the screen has put it somewhere.
	 */
	private leadKeyboard() {
		this.leading?.disconnect();
		let left = document.activeElement;
		const lead = () => {
			const main = this.querySelector<HTMLElement>("main");
			const { activeElement } = document;
			if (main === null || main === activeElement) return;
			if (main.contains(activeElement) || (activeElement !== document.body && activeElement !== left))
				return this.leading?.disconnect();
			main.tabIndex = -1;
			main.focus({ preventScroll: true });
			left = main;
		};
		this.leading = new MutationObserver(lead);
		this.leading.observe(this, { childList: true, subtree: true });
		lead();
	}

	/** A plain click on a link to another screen stays on this page. */
	private followLink(event: MouseEvent) {
		if (
			event.defaultPrevented ||
			event.button !== 0 ||
			event.ctrlKey ||
			event.metaKey ||
			event.shiftKey ||
			event.altKey
		)
			return;
		const link = event.target instanceof Element ? event.target.closest("a") : null;
		if (this.phase !== "desk" || !link || link.target || !link.getAttribute("href")?.startsWith("/newsroom")) return;
		event.preventDefault();
		this.go(link.pathname + link.search);
	}

	protected override updated() {
		const title = this.phase === "desk" ? titleOf(readRoute(this.path)) : null;
		document.title = `${title ?? msg("Newsroom")} · ${localStorage.getItem(lastSite) ?? "Dateline"}`;
	}

	protected override render() {
		const site = localStorage.getItem(lastSite) ?? "Dateline";
		switch (this.phase) {
			case "opening":
				return html`<p class="sr" role="status">${msg("Opening the newsroom")}</p>`;
			case "unreachable":
				return html`<main class="alone"><h1>${msg("The newsroom does not answer")}</h1><p role="status">${msg(str`${this.problem} Trying again.`)}</p></main>`;
			case "signed-out":
				return html`<sign-in .site=${site} .kept=${this.kept} .ended=${this.ended}></sign-in>`;
			case "welcome":
				return html`<welcome-screen .site=${site} .link=${location.hash.slice(1)}></welcome-screen>`;
			case "second-factor":
				return html`<second-factor-door .site=${site}></second-factor-door>`;
			case "desk":
				return this.desk === null ? nothing : this.renderDesk(this.desk);
		}
	}

	private renderDesk(desk: Desk) {
		return html`<a class="skip" href="#main">${msg("Skip to the work")}</a>
			<div class="app">
				<desk-rail .desk=${desk} .path=${this.path}></desk-rail>
				${screenOf(readRoute(this.path), desk)}
				<find-panel .desk=${desk}></find-panel>
				<tab-bar .desk=${desk} .path=${this.path}></tab-bar>
			</div>
			<key-sheet></key-sheet>`;
	}
}

customElements.define("newsroom-app", NewsroomApp);
