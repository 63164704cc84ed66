import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Desk } from "../desk/desk.ts";
import { sayRefusal } from "../desk/server-words.ts";
import type { Upload } from "../desk/uploads.ts";
import { icon } from "./icon.ts";
import { sayUpload } from "./upload-words.ts";

/** What is on its way and what was refused, each with how far it is and what can be done about it. */
export function uploadList(desk: Desk, { again }: { again: () => void }) {
	const moving = desk.uploads.list().filter(({ state }) => state !== "done");
	if (moving.length === 0) return nothing;
	return html`<ul class="uploads" aria-label=${msg("Uploads")}>${repeat(
		moving,
		({ id }) => id,
		(upload) => line(desk, upload, again),
	)}</ul>`;
}

function line({ uploads }: Desk, upload: Upload, again: () => void) {
	const { name, size, type } = upload.file;
	const shown = /^image\/(jpeg|png|webp|avif|gif)$/.test(type) && upload.preview !== "";
	const refused = upload.state === "refused";
	return html`<li data-state=${upload.state}>
		${shown ? html`<img src=${upload.preview} alt="" />` : html`<span class="ph">${icon("image")}</span>`}
		<b title=${name}>${name}</b>
		<span class="meter">${
			refused
				? html`<span role="status"><strong class="bad">${msg("Refused.")}</strong> ${sayRefusal({ code: "", message: upload.message })}</span>`
				: html`<progress class=${upload.trouble ? "hold" : ""} max=${Math.max(1, size)} value=${upload.sent} aria-label=${name}></progress>
					<span class=${upload.trouble ? "warn" : ""}>${sayUpload(upload)}</span>`
		}</span>
		<span class="acts">${
			refused
				? html`<button type="button" class="btn quiet small" @click=${() => {
						uploads.stop(upload.id);
						again();
					}}>${msg("Choose again")}</button>
					<button type="button" class="btn quiet small" aria-label=${msg(str`Take ${name} from the list`)} @click=${() => uploads.stop(upload.id)}>${icon("x")}</button>`
				: html`<button type="button" class="btn quiet small" aria-label=${msg(str`Stop ${name}`)} @click=${() => uploads.stop(upload.id)}>${msg("Stop")}</button>`
		}</span>
	</li>`;
}
