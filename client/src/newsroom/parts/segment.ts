import { html } from "lit";

/** A choice of two or three that are all in sight. `name` is unique on the page. */
export const segment = <Value extends string>(
	name: string,
	legend: string,
	options: readonly { value: Value; label: string }[],
	value: Value,
	onChoice: (value: Value) => void,
) =>
	html`<fieldset class="seg"><legend class="sr">${legend}</legend>${options.map(
		(option) => html`<label><input type="radio" name=${name} .checked=${option.value === value}
			@change=${() => onChoice(option.value)} />${option.label}</label>`,
	)}</fieldset>`;
