import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../model/index.ts";
import { forgetLoss, readLease, readLossesIn, releaseLeases, renewLeases, takeLease, takeLeaseOver } from "./leases.ts";
import type { OpenRecord } from "./open.ts";
import { openTestDatabase, testKinds } from "./testing.ts";

for (const kind of testKinds) {
	let record: OpenRecord;
	beforeAll(async () => {
		record = await openTestDatabase(kind);
	});
	afterAll(() => record.close());

	const ruth = { id: "ruth", name: "Ruth", tab: "tab1" };
	const ines = { id: "ines", name: "Ines", tab: "tab2" };
	const thing = () => ({ subject: `post:${newId()}`, storyId: newId() });
	/** As if so much time had gone by without a heartbeat. */
	const silence = (subject: string, seconds: number) =>
		sql`update leases set until = until - make_interval(secs => ${seconds}),
			renewed_at = renewed_at - make_interval(secs => ${seconds}) where subject = ${subject}`.execute(record.kysely);

	it(`gives a thing to who comes first, and to the next one when it has been silent (${kind})`, async () => {
		const { subject, storyId } = thing();
		const first = await takeLease(record.kysely, { subject, storyId, holder: ruth });
		expect(first?.holder).toEqual({ id: "ruth", name: "Ruth" });
		expect((await takeLease(record.kysely, { subject, storyId, holder: ines }))?.holder.id).toBe("ruth");
		// The same account in another tab is somebody else.
		expect((await takeLease(record.kysely, { subject, storyId, holder: { ...ruth, tab: "tab9" } }))?.tab).toBe("tab1");
		await silence(subject, 29);
		expect((await takeLease(record.kysely, { subject, storyId, holder: ines }))?.holder.id).toBe("ruth");
		await renewLeases(record.kysely, ruth);
		await silence(subject, 31);
		expect((await takeLease(record.kysely, { subject, storyId, holder: ines }))?.holder.id).toBe("ines");
		// Who lost it by silence gives nothing back that is another's.
		expect(await releaseLeases(record.kysely, { holder: ruth, subject })).toEqual([]);
		expect(await releaseLeases(record.kysely, { holder: ines })).toEqual([storyId]);
		expect(await readLease(record.kysely, subject)).toBeNull();
	});

	it(`takes over what is held, and leaves its holder a line (${kind})`, async () => {
		const { subject, storyId } = thing();
		await takeLease(record.kysely, { subject, storyId, holder: ruth });
		const over = () =>
			record.kysely
				.transaction()
				.execute((transaction) => takeLeaseOver(transaction, { subject, storyId, holder: ines }));
		expect((await over()).from?.holder.id).toBe("ruth");
		expect((await over()).from).toBeNull();
		const lost = async () => Object.fromEntries(await readLossesIn(record.kysely, storyId));
		expect(await lost()).toMatchObject({ ruth: [{ subject, by: "Ines" }] });
		await forgetLoss(record.kysely, "ruth", subject);
		expect(await lost()).toEqual({});
	});
}
