import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createOrderedStop } from "./ordered-stop.ts";

const log = pino({ level: "silent" });

describe("createOrderedStop", () => {
	it("stops in the opposite order, each part after the one before it has ended", async () => {
		const stop = createOrderedStop({ log });
		const seen: string[] = [];
		for (const name of ["record", "worker", "server"]) {
			stop.add(name, async () => {
				seen.push(`${name} stops`);
				await new Promise((resolve) => setImmediate(resolve));
				seen.push(`${name} stopped`);
			});
		}
		expect(await stop.run()).toBe(true);
		expect(seen).toEqual([
			"server stops",
			"server stopped",
			"worker stops",
			"worker stopped",
			"record stops",
			"record stopped",
		]);
	});

	it("goes on after a part that fails, and says that one did", async () => {
		const stop = createOrderedStop({ log });
		const seen: string[] = [];
		stop.add("record", () => seen.push("record"));
		stop.add("worker", () => Promise.reject(new Error("stuck")));
		expect(await stop.run()).toBe(false);
		expect(seen).toEqual(["record"]);
	});

	it("runs once, however often it is asked", async () => {
		const stop = createOrderedStop({ log });
		let times = 0;
		stop.add("server", () => {
			times += 1;
		});
		await Promise.all([stop.run(), stop.run()]);
		expect(times).toBe(1);
	});

	it("leaves behind what does not end, and does not wait for its end", async () => {
		let left: (code: number) => void = () => {};
		const code = new Promise<number>((resolve) => {
			left = resolve;
		});
		const stop = createOrderedStop({ log, limitMs: 20, leave: (exitCode) => left(exitCode) });
		stop.add("never", () => new Promise(() => {}));
		void stop.run();
		expect(await code).toBe(1);
	});
});
