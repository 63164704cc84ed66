import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../desk/desk.ts";
import type { Write } from "../desk/outbox.ts";
import { sayDelivery } from "./delivery-words.ts";

interface FieldOptions {
	hint?: string;
	type?: "text" | "email" | "password" | "area" | "check" | "datetime-local";
	max?: number;
	required?: boolean;
	autocomplete?: AutoFill;
	/** What is offered while one types. */
	options?: readonly string[];
}

/** A labelled field of a form; `name` is unique on the page. */
export function field(
	name: string,
	label: string,
	value: string | boolean,
	options: FieldOptions = {},
): TemplateResult {
	const { hint = "", type = "text", max = 300, required = false, autocomplete = "off", options: offered } = options;
	if (type === "check")
		return html`<div class="field check"><label><input type="checkbox" name=${name} .checked=${value === true} />${label}</label></div>`;
	return html`<div class="field"><label for="f-${name}">${label}${hint ? html` <small>${hint}</small>` : nothing}</label>${
		type === "area"
			? html`<textarea id="f-${name}" name=${name} class="input" rows="3" maxlength=${max} .value=${String(value)}></textarea>`
			: html`<input id="f-${name}" name=${name} class="input" type=${type} maxlength=${max} ?required=${required}
				list=${offered ? `l-${name}` : nothing} autocomplete=${autocomplete} .value=${String(value)} />`
	}${offered ? html`<datalist id="l-${name}">${offered.map((one) => html`<option value=${one}></option>`)}</datalist>` : nothing}</div>`;
}

/** A labelled choice among a few. */
export function choice<Value extends string>(
	name: string,
	label: string,
	options: readonly { value: Value; label: string }[],
	value: Value,
	onChoice: (value: Value) => void,
): TemplateResult {
	return html`<div class="field"><label for="f-${name}">${label}</label><select id="f-${name}" name=${name} class="input"
		@change=${(event: Event) => onChoice((event.target as HTMLSelectElement).value as Value)}>${options.map(
			(option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`,
		)}</select></div>`;
}

/** What a form holds, trimmed; a tick is "on". */
export function readForm(form: HTMLFormElement): (name: string) => string {
	const data = new FormData(form);
	return (name) => String(data.get(name) ?? "").trim();
}

/** Hands in a change of what stories share; the lists are read again once it is done. Answers with the delivery's id. */
export function sendShared(desk: Desk, write: Omit<Write, "lane">): string {
	const sent = desk.outbox.send({ lane: "site", ...write });
	void sent.settled.then(() => desk.library.refresh().catch(() => undefined));
	return sent.delivery.id;
}

/** What became of it. */
export function saidOf(desk: Desk, deliveryId: string | null): TemplateResult {
	const delivery = desk.outbox.list().find(({ id }) => id === deliveryId);
	return html`<span class="saved ${delivery?.state === "refused" ? "bad" : ""}" role="status">${delivery ? sayDelivery(delivery, desk.times) : ""}</span>`;
}
