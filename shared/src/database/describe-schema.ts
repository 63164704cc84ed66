import { sql } from "kysely";
import type { Executor } from "./open.ts";

/**
 * The record's schema as text: every table with its columns, constraints and indexes, in an order that does not depend
 * on how it came about. It is committed, so that a review sees what a migration does.
 */
export async function describeSchema(executor: Executor): Promise<string> {
	const { rows: columns } = await sql<{ table: string; line: string }>`
		select class.relname as "table", quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
			|| case when attnotnull then ' not null' else '' end
			|| case when attidentity = 'a' then ' generated always as identity' else '' end
			|| coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
		from pg_attribute
		join pg_class class on class.oid = attrelid and class.relkind = 'r'
		left join pg_attrdef on adrelid = attrelid and adnum = attnum
		where class.relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
		order by class.relname, attnum`.execute(executor);
	const { rows: constraints } = await sql<{ table: string; line: string }>`
		select class.relname as "table", pg_get_constraintdef(constraint_.oid) as line
		from pg_constraint constraint_ join pg_class class on class.oid = conrelid
		where class.relnamespace = 'public'::regnamespace and contype <> 'n'
		order by class.relname, contype desc, line`.execute(executor);
	const { rows: indexes } = await sql<{ table: string; line: string }>`
		select tablename as "table", replace(indexdef, 'public.', '') as line
		from pg_indexes
		where schemaname = 'public'
			and indexname not in (select conname from pg_constraint)
		order by tablename, indexname`.execute(executor);
	const tables = [...new Set(columns.map((column) => column.table))];
	const linesOf = (rows: { table: string; line: string }[], table: string) =>
		rows.filter((row) => row.table === table).map((row) => row.line);
	return tables
		.map((table) => {
			const inside = [...linesOf(columns, table), ...linesOf(constraints, table)];
			const body = inside.map((line) => `\t${line}`).join(",\n");
			const after = linesOf(indexes, table).map((line) => `${line};\n`);
			return `create table "${table}" (\n${body}\n);\n${after.join("")}`;
		})
		.join("\n");
}
