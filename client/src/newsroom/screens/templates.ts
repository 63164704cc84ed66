import { newId } from "@dateline/shared/model";
import type { Template } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { life } from "../desk/life.ts";
import { sentenceOf } from "../desk/request.ts";
import { sayRefusal } from "../desk/server-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { plural } from "../parts/plural.ts";

/** What a story can begin as: what comes with the software, and what the newsroom has made of its own stories. */
export class TemplateList extends DeskElement {
	static override properties = {
		templates: { state: true },
		renaming: { state: true },
		problem: { state: true },
	};
	declare templates: readonly Template[] | null;
	/** Id of the one whose name is written. */
	declare renaming: string | null;
	declare problem: string;

	constructor() {
		super();
		this.templates = null;
		this.renaming = null;
		this.problem = "";
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.load();
	}

	private async load() {
		try {
			this.templates = (await life.templates()).items;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async send(template: Template, method: "PATCH" | "DELETE", body?: unknown) {
		const { settled } = this.desk.outbox.send({
			...{ lane: "templates", type: "template.change", method, path: `/api/v1/templates/${template.id}`, body },
			...(method === "PATCH" ? { basis: { revision: template.revision } } : {}),
			about: { text: template.name },
		});
		const { delivery } = await settled;
		if (delivery.state === "refused") {
			this.problem = sayRefusal(delivery.refusal) ?? "";
			this.desk.outbox.dismiss(delivery.id);
		}
		this.renaming = null;
		await this.load();
	}

	/** Those in the site's languages first; the others under them. */
	private sorted(): Template[] {
		const { language, languages = [] } = this.desk.library.site;
		const wanted = new Set([language, ...languages]);
		const rank = ({ builtIn, content }: Template) =>
			builtIn ? (content.language === null || wanted.has(content.language) ? 1 : 2) : 0;
		return [...(this.templates ?? [])].sort((a, b) => rank(a) - rank(b));
	}

	protected override render() {
		if (this.problem) return html`<p class="offline" role="alert">${this.problem}</p>`;
		if (this.templates === null) return html`<p class="sr" role="status">${msg("Reading the templates")}</p>`;
		return html`<ul class="templates">${this.sorted().map((template) => this.renderTemplate(template))}</ul>`;
	}

	private renderTemplate(template: Template) {
		const { content } = template;
		const facts = [
			content.kind === "live" ? msg("live story") : msg("article"),
			content.posts.length > 0
				? plural(content.posts.length, msg(str`${content.posts.length} [post|posts] to begin with`))
				: "",
			content.language ?? "",
			template.builtIn ? msg("comes with Dateline") : "",
		].filter(Boolean);
		const address = `/newsroom/new/${content.kind}/${newId()}/${template.id}`;
		return html`<li class="row template" data-template=${template.id}>
			${
				this.renaming === template.id
					? html`<form class="rename" @submit=${(event: SubmitEvent) => {
							event.preventDefault();
							const data = new FormData(event.target as HTMLFormElement);
							void this.send(template, "PATCH", {
								name: String(data.get("name")),
								description: String(data.get("description")),
							});
						}}><input name="name" class="input" aria-label=${msg("Name")} maxlength="120" required .value=${template.name} /><input name="description" class="input" aria-label=${msg("What it is for")} maxlength="300" .value=${template.description} /><button class="btn small">${msg("Save")}</button></form>`
					: html`<a class="head" href=${address}>${template.name} <small>${template.description}</small><small>${facts.join(", ")}</small></a>`
			}
			<span class="acts"><a class="btn small" href=${address}>${msg("Begin")}<span class="sr">: ${template.name}</span></a>${
				template.builtIn || !this.desk.publishes
					? nothing
					: html`<button type="button" class="btn quiet small" @click=${() => {
							this.renaming = this.renaming === template.id ? null : template.id;
						}}>${msg("Rename")}<span class="sr">: ${template.name}</span></button>
						<button type="button" class="btn quiet small" @click=${() => this.send(template, "DELETE")}>${msg("Throw away")}<span class="sr">: ${template.name}</span></button>`
			}</span></li>`;
	}
}

customElements.define("template-list", TemplateList);
