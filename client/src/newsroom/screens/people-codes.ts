import { msg, updateWhenLocaleChanges } from "@lit/localize";
import { html, LitElement, nothing, svg } from "lit";
import { encode } from "uqr";
import { accounts } from "../desk/accounts.ts";
import { sentenceOf } from "../desk/request.ts";

interface Started {
	uri: string;
	spareCodes: string[];
}

/**
 * Sets up codes from an app (TOTP, RFC 6238): a picture to scan, a code to prove that it went well, spare codes to keep.
 *
 * @fires codes-set-up once they are asked for at sign-in
 */
export class CodesSetup extends LitElement {
	static override properties = {
		hasPassword: { attribute: false },
		started: { state: true },
		confirmed: { state: true },
		problem: { state: true },
		busy: { state: true },
	};
	/** Whether the account has a password, which is then asked for first. */
	declare hasPassword: boolean;
	declare started: Started | null;
	declare confirmed: boolean;
	declare problem: string;
	declare busy: boolean;

	constructor() {
		super();
		updateWhenLocaleChanges(this);
		this.hasPassword = true;
		this.started = null;
		this.confirmed = false;
		this.problem = "";
		this.busy = false;
	}

	protected override createRenderRoot() {
		return this;
	}

	private async run(event: SubmitEvent, work: (given: (name: string) => string) => Promise<void>) {
		event.preventDefault();
		if (this.busy) return;
		const form = new FormData(event.target as HTMLFormElement);
		this.busy = true;
		this.problem = "";
		try {
			await work((name) => String(form.get(name) ?? ""));
			await this.updateComplete;
			this.querySelector<HTMLElement>("input, button")?.focus();
		} catch (error) {
			this.problem = sentenceOf(error);
		}
		this.busy = false;
	}

	private start(event: SubmitEvent) {
		return this.run(event, async (given) => {
			this.started = await accounts.startCodes(given("password"));
		});
	}

	private confirm(event: SubmitEvent) {
		return this.run(event, async (given) => {
			await accounts.confirmCodes(given("code"));
			this.confirmed = true;
		});
	}

	private finish() {
		this.started = null;
		this.confirmed = false;
		this.dispatchEvent(new Event("codes-set-up", { bubbles: true }));
	}

	protected override render() {
		if (this.started !== null && this.confirmed) return this.renderSpare(this.started);
		if (this.started !== null) return this.renderScan(this.started);
		return html`<form aria-label=${msg("Set up codes")} @submit=${this.start}>
			<p>${msg("An app on your phone shows a new code every 30 seconds, which is asked for after your password.")}</p>
			${
				this.hasPassword
					? html`<div class="field"><label for="c-pw">${msg("Your password")}</label>
						<input id="c-pw" class="input" name="password" type="password" required autocomplete="current-password" /></div>`
					: nothing
			}
			${this.renderProblem()}
			<button class="btn" ?disabled=${this.busy}>${msg("Set up codes")}</button>
		</form>`;
	}

	private renderScan({ uri }: Started) {
		const secret = new URL(uri).searchParams.get("secret") ?? "";
		return html`<form aria-label=${msg("Set up codes")} @submit=${this.confirm}>
			<p>${msg("Scan this with the app, or type the key into it by hand. Then type the code that it shows.")}</p>
			${drawCode(uri)}
			<p><code class="code-key">${secret.match(/.{1,4}/g)?.join(" ")}</code></p>
			<div class="field"><label for="c-code">${msg("Code")}</label>
				<input id="c-code" class="input" name="code" required autocomplete="one-time-code" inputmode="numeric" maxlength="8" /></div>
			${this.renderProblem()}
			<button class="btn solid" ?disabled=${this.busy}>${msg("Turn codes on")}</button>
		</form>`;
	}

	private renderSpare({ spareCodes }: Started) {
		return html`<p role="status">${msg("Codes are on. Keep these spare codes where you find them without your phone: each works once. They are not shown again.")}</p>
			${spareList(spareCodes)}
			<button class="btn solid" @click=${this.finish}>${msg("I have kept them")}</button>`;
	}

	private renderProblem() {
		return html`<p class="bad" role="alert">${this.problem}</p>`;
	}
}

/** Spare codes, to be written down. */
export const spareList = (codes: readonly string[]) =>
	html`<ul class="spare-codes" aria-label=${msg("Spare codes")}>${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>`;

/** A QR code (ISO/IEC 18004) as one path; black on white in every theme, since cameras want it so. */
function drawCode(text: string) {
	const { data, size } = encode(text, { border: 2 });
	const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
	return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${msg("The key of your codes, to be scanned")}>${svg`<path d=${path}/>`}</svg>`;
}

customElements.define("codes-setup", CodesSetup);
