import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, type OpenRecord, openDatabase } from "@dateline/shared/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { extractArchive, writeArchive } from "./archive.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { restoreSnapshot } from "./restore-snapshot.ts";
import { listSnapshots, takeSnapshot } from "./take-snapshot.ts";

let folder = "";
let record: OpenRecord;
const recordFolder = () => join(folder, "record");
const snapshotFolder = () => join(folder, "snapshots");

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "dateline-snapshots-"));
	record = await openDatabase({ folder: recordFolder() });
	await migrate(record);
}, 120_000);
afterAll(async () => {
	await record.close();
	rmSync(folder, { recursive: true, force: true });
});

async function addEvents(from: number, to: number): Promise<void> {
	await record.pglite?.query(
		`insert into events (position, type, channels, body, at)
		 select one, 'story.updated', '{feed}', repeat(md5(one::text), 60), now() from generate_series($1::int, $2::int) one`,
		[from, to],
	);
}

function source() {
	if (record.pglite === null) throw new Error("not embedded");
	return { pglite: record.pglite, recordFolder: recordFolder(), snapshotFolder: snapshotFolder(), readSnapshot };
}

it("takes a snapshot while the record is written to, and it opens at one moment", async () => {
	await addEvents(1, 2_000);
	const writing = (async () => {
		for (let position = 2_001; position <= 2_400; position += 1) await addEvents(position, position);
	})();
	const { file, facts } = await takeSnapshot(source());
	await writing;
	expect(facts.position).toBeGreaterThanOrEqual(2_000);
	expect(await readSnapshot(file)).toEqual(facts);
	expect(readdirSync(snapshotFolder())).toHaveLength(1);
}, 120_000);

it("keeps the newest five, and removes what a kill left half done", async () => {
	mkdirSync(join(snapshotFolder(), "dateline-2001-01-01T00-00-00-000Z.tar.gz.copy"), { recursive: true });
	mkdirSync(join(snapshotFolder(), "dateline-2001-01-01T00-00-00-000Z.tar.gz.draft.opened-x1Y2z3"));
	for (const day of [1, 2, 3, 4, 5, 6, 7]) {
		writeFileSync(join(snapshotFolder(), `dateline-2001-01-0${day}T00-00-00-000Z.tar.gz`), "");
	}
	const { file } = await takeSnapshot(source());
	const kept = await listSnapshots(snapshotFolder());
	expect(kept).toHaveLength(5);
	expect(kept[0]).toBe(file);
	expect(readdirSync(snapshotFolder()).filter((name) => !name.endsWith(".tar.gz"))).toEqual([]);
}, 120_000);

it("takes none that does not hold what it should", async () => {
	const wrong = { ...source(), readSnapshot: async () => ({ epoch: "another", position: 1 }) };
	const before = await listSnapshots(snapshotFolder());
	await expect(takeSnapshot(wrong)).rejects.toThrow("instead of");
	expect(await listSnapshots(snapshotFolder())).toEqual(before);
}, 120_000);

it("refuses a file that was cut off or changed, and leaves the record alone", async () => {
	const [file = ""] = await listSnapshots(snapshotFolder());
	const target = join(folder, "kept");
	mkdirSync(target);
	const cut = join(folder, "cut.tar.gz");
	cpSync(file, cut);
	truncateSync(cut, readFileSync(file).length - 4);
	await expect(restoreSnapshot(cut, target)).rejects.toThrow();
	const changed = readFileSync(file);
	changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
	writeFileSync(cut, changed);
	await expect(restoreSnapshot(cut, target)).rejects.toThrow();
	expect(existsSync(target)).toBe(true);
}, 120_000);

it("restores into another history and keeps the record that was there", async () => {
	const { file, facts } = await takeSnapshot(source());
	const target = join(folder, "other");
	mkdirSync(target);
	writeFileSync(join(target, "old"), "");
	const restored = await restoreSnapshot(file, target);
	expect(restored.facts.position).toBe(facts.position);
	expect(restored.facts.epoch).not.toBe(facts.epoch);
	expect(readdirSync(restored.kept ?? "")).toEqual(["old"]);
	const again = await openDatabase({ folder: target });
	const { rows } = (await again.pglite?.query("select count(*)::int as count from events")) ?? { rows: [] };
	expect(rows).toEqual([{ count: facts.position }]);
	await again.close();
}, 120_000);

it("packs and unpacks files of every length, and empty folders", async () => {
	const from = join(folder, "from");
	mkdirSync(join(from, "a/empty"), { recursive: true });
	for (const size of [0, 1, 511, 512, 513, 3_000_000])
		writeFileSync(join(from, `a/${size}`), Buffer.alloc(size, size % 251));
	await writeArchive(from, join(folder, "pack.tar.gz"));
	const to = join(folder, "to");
	await extractArchive(join(folder, "pack.tar.gz"), to);
	expect(readdirSync(to, { recursive: true }).sort()).toEqual(readdirSync(from, { recursive: true }).sort());
	for (const size of [0, 1, 511, 512, 513, 3_000_000]) {
		expect(readFileSync(join(to, `a/${size}`)).equals(readFileSync(join(from, `a/${size}`)))).toBe(true);
	}
});
