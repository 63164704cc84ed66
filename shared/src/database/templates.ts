import { type Selectable, sql } from "kysely";
import type { Template, TemplateContent } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import { type Executor, json } from "./open.ts";
import type { Database } from "./schema.ts";

/** Templates that a newsroom keeps at most: they are shown in one list. */
const atMost = 200;

/** The newsroom's own templates, by name. */
export async function listTemplates(executor: Executor): Promise<Template[]> {
	const rows = await executor.selectFrom("templates").selectAll().orderBy("name").orderBy("id").limit(atMost).execute();
	return rows.map(present);
}

/** One of them, or null. */
export async function readTemplate(executor: Executor, id: string): Promise<Template | null> {
	const row = await executor.selectFrom("templates").selectAll().where("id", "=", id).executeTakeFirst();
	return row ? present(row) : null;
}

export interface WrittenTemplate {
	name: string;
	description: string;
	content: TemplateContent;
}

/** Makes a template. */
export async function insertTemplate(
	executor: Executor,
	{ id, createdBy, content, ...written }: WrittenTemplate & { id: string; createdBy: string },
): Promise<Template> {
	const row = await executor
		.insertInto("templates")
		.values({ id, ...written, content: json(content), created_by: createdBy })
		.returningAll()
		.executeTakeFirstOrThrow();
	return present(row);
}

/** Replaces a template; null when there is none. */
export async function updateTemplate(
	executor: Executor,
	id: string,
	{ content, ...written }: WrittenTemplate,
): Promise<Template | null> {
	const row = await executor
		.updateTable("templates")
		.set({
			...written,
			content: json(content),
			revision: sql<number>`revision + 1`,
			updated_at: sql<Date>`clock_timestamp()`,
		})
		.where("id", "=", id)
		.returningAll()
		.executeTakeFirst();
	return row ? present(row) : null;
}

/** Throws a template away; false when there was none. No reader ever saw it. */
export async function deleteTemplate(executor: Executor, id: string): Promise<boolean> {
	const { numDeletedRows } = await executor.deleteFrom("templates").where("id", "=", id).executeTakeFirst();
	return numDeletedRows > 0n;
}

const present = (row: Selectable<Database["templates"]>): Template => ({
	id: row.id,
	revision: row.revision,
	builtIn: false,
	name: row.name,
	description: row.description,
	content: row.content,
	createdBy: row.created_by,
	updatedAt: instant(row.updated_at),
});
