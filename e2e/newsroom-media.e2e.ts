import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAccessProblems } from "./harness/axe.ts";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { enterNewsroom } from "./harness/enter-newsroom.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

// The server's own: the root has none.
const sharp = createRequire(new URL("../server/package.json", import.meta.url))(
	"sharp",
) as typeof import("sharp").default;

/** A picture that does not pack well, so that it takes several pieces. */
const noise = (width: number, height: number) =>
	sharp({
		create: { width, height, channels: 3, background: "#000", noise: { type: "gaussian", mean: 128, sigma: 60 } },
	})
		.png({ compressionLevel: 0 })
		.toBuffer();

/** The first box of an MP4 and some bytes: as much as the server looks at. */
const film = Buffer.concat([Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isomavc1", "latin1"), Buffer.alloc(4_000, 1)]);

/** Pictures, videos and sounds at the desk, in a real browser; what readers get of them is fetched. */
describe.skipIf(testChromium === null)("media in the newsroom", () => {
	let instance: EmbeddedInstance;
	let browser: Browser;
	let desk: WatchedPage;
	let page: Page;

	beforeAll(async () => {
		[instance, browser] = await Promise.all([startEmbedded(), openBrowser()]);
		desk = await openPage(browser);
		page = desk.page;
		page.on("console", (message) => message.type() === "warning" && desk.problems.push(`warning: ${message.text()}`));
		await page.setViewportSize({ width: 1440, height: 900 });
		page.setDefaultTimeout(60_000);
		await enterNewsroom(page, { url: instance.url, link: await adminLink(instance.dataDir) });
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
	});

	const api = async (path: string, method = "GET", body?: unknown) => {
		const answer = await fetch(`${instance.url}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${instance.token}`, "content-type": "application/json" },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
		return (await answer.json()) as any;
	};
	const newest = async () => (await api("/media?limit=1")).items[0];
	const side = () => page.locator(".media-side");
	const choose = async (files: { name: string; mimeType: string; buffer: Buffer }[]) => {
		const [chooser] = await Promise.all([
			page.waitForEvent("filechooser"),
			page.locator(".page-head").getByRole("button", { name: "Upload" }).click(),
		]);
		await chooser.setFiles(files);
	};

	it("sends a picture in pieces, and goes on with it after the network was cut and the page was reloaded", async () => {
		await page.locator(".rail").getByRole("link", { name: "Media" }).click();
		await page.getByText("Nothing here yet.").waitFor();
		const offsets: number[] = [];
		let cut = true;
		await page.route("**/api/v1/uploads/*", (route) => {
			if (route.request().method() !== "PATCH") return route.continue();
			const offset = Number(route.request().headers()["upload-offset"]);
			if (cut && offset > 0) return route.abort("internetdisconnected");
			offsets.push(offset);
			return route.continue();
		});
		await choose([{ name: "northern-gate.png", mimeType: "image/png", buffer: await noise(1_100, 700) }]);
		await page
			.locator(".uploads")
			.getByText(/Waiting for the connection\. 1 of 2\.3 MB are kept\./)
			.waitFor();
		await page.reload();
		await page
			.locator(".uploads")
			.getByText(/Waiting for the connection/)
			.waitFor();
		// What was cut is reported as failed requests; nothing else may be.
		expect(desk.problems.splice(0).filter((one) => !one.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
		cut = false;
		await page.evaluate(() => dispatchEvent(new Event("online")));
		await page.locator(".wall").getByText("northern-gate.png").waitFor();
		expect(offsets).toEqual([0, 1_048_576, 2_097_152]);
		expect(await page.locator(".uploads").count()).toBe(0);
		expect(await newest()).toMatchObject({ width: 1_100, height: 700, details: { name: "northern-gate.png" } });
		await page.unroute("**/api/v1/uploads/*");
	});

	it("refuses HEIC with what to do about it", async () => {
		const heic = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1");
		await choose([{ name: "IMG_2207.heic", mimeType: "image/heic", buffer: heic }]);
		await page.getByText(/This server cannot read HEIC\..*“Most compatible”/).waitFor();
		await page.getByRole("button", { name: "Take IMG_2207.heic from the list" }).click();
		expect(desk.problems.splice(0)).toEqual([expect.stringContaining("415")]);
	});

	it("takes its words, a reason for no alt text, and its focal point by keyboard and pointer", async () => {
		await page.locator(".wall button").first().click();
		await side().getByRole("button", { name: "They follow in 10 min" }).click();
		await eventually("the reason is kept", async () => (await newest()).altAbsence === "later");
		await page.getByRole("button", { name: /^No alt text 1/ }).click();
		await page.locator(".wall").getByText("no alt text").waitFor();
		await side().getByRole("button", { name: "It is only decoration" }).click();
		await page.getByRole("button", { name: /^No alt text 0/ }).waitFor();
		await side().getByLabel("Caption").fill("The northern gate, closed since 05:10.");
		await side().getByLabel("Credit").fill("Joanna Pryce");
		await side().getByLabel("Credit").press("Tab");
		await side()
			.getByRole("button", { name: /^Focal point, 50 percent across/ })
			.focus();
		await page.keyboard.press("Shift+ArrowRight");
		await page.keyboard.press("ArrowUp");
		await eventually("its words and its focal point are kept", async () => {
			const { focus, credit } = await newest();
			return focus.x === 0.6 && focus.y === 0.49 && credit === "Joanna Pryce";
		});
		const box = await side().locator(".crop").boundingBox();
		if (box === null) throw new Error("no picture");
		await page.mouse.click(box.x + box.width * 0.8, box.y + box.height * 0.3);
		await eventually(
			"the focal point is where the pointer was",
			async () => Math.abs((await newest()).focus.x - 0.8) < 0.02,
		);
		expect(desk.problems).toEqual([]);
	});

	it("finds it by its words, and says that nothing fits", async () => {
		await page.getByRole("button", { name: /^All/ }).click();
		const search = page.getByPlaceholder("Find by words");
		await search.fill("northern PRYCE");
		await page.getByText("Nothing fits.").waitFor();
		await search.fill("pryce");
		await page.locator(".wall").getByText("The northern gate, closed since 05:10.").waitFor();
		await page.getByRole("button", { name: "Used", exact: true }).click();
		await page.getByText("Nothing fits.").waitFor();
		await page.getByRole("button", { name: "Used", exact: true }).click();
	});

	it("gives readers the picture in three formats, cut around its focal point, and says where it stands", async () => {
		const { id } = await newest();
		const { story } = await api("/stories", "POST", {
			...{ kind: "article", headline: "The gate is closed", lead: id, status: "published" },
			body: { type: "doc", content: [{ type: "image", attrs: { mediaId: id } }] },
		});
		const html = await (await fetch(`${instance.url}/story/${story.slug}`)).text();
		expect(/data-x="\d+" data-y="\d+"/.exec(html)?.[0]).toBe('data-x="8" data-y="3"');
		const inText = /<figure class="picture"><picture><source type="image\/avif" srcset="([^ ]+) 480w/.exec(html)?.[1];
		await eventually("its sizes are made", async () => (await api(`/media/${id}`)).made === "done");
		const avif = await fetch(instance.url + inText, { redirect: "manual" });
		expect([avif.status, avif.headers.get("content-type")]).toEqual([200, "image/avif"]);
		await page.reload();
		await side().getByRole("link", { name: "The gate is closed" }).first().waitFor();
		await side()
			.getByText(/6 sizes, smallest \d+ KB/)
			.waitFor();
	});

	it("keeps a video as it is, plays it for readers and serves it in parts", async () => {
		await choose([{ name: "gate.mp4", mimeType: "video/mp4", buffer: film }]);
		await page.locator(".wall").getByText("gate.mp4").waitFor();
		const { id, url, kind } = await newest();
		expect(kind).toBe("video");
		const part = await fetch(instance.url + url, { headers: { range: "bytes=4-7" } });
		expect([part.status, await part.text()]).toEqual([206, "ftyp"]);
		const { story } = await api("/stories", "POST", {
			...{ kind: "article", headline: "Filmed at the gate", status: "published" },
			body: { type: "doc", content: [{ type: "image", attrs: { mediaId: id } }] },
		});
		const html = await (await fetch(`${instance.url}/story/${story.slug}`)).text();
		expect(/<video [^>]*>/.exec(html)?.[0]).toContain(`controls preload="none" src="${url}"`);
	});

	it("is chosen from the library for a post, which asks what it shows before it goes out", async () => {
		const { story } = await api("/stories", "POST", { kind: "live", headline: "At the gate", status: "published" });
		await page.goto(`${instance.url}/newsroom/story/${story.id}`);
		const composer = page.locator(".composer");
		await composer.locator(".ProseMirror").click();
		await page.keyboard.type("The gate, seen from the quay.");
		await composer.getByRole("button", { name: "From the library" }).click();
		await composer.getByPlaceholder("Words of the caption or credit").fill("gate.mp4");
		await composer.locator(".picker .wall button", { hasText: "gate.mp4" }).click();
		await composer.locator("media-figure video").waitFor();
		await composer.locator(".ProseMirror").press("Control+Enter");
		await composer.getByText("Say what it shows, or why it goes without.").waitFor();
		await composer.getByRole("button", { name: "They follow in 10 min" }).click();
		await composer.locator(".ProseMirror p").first().click();
		await page.keyboard.press("Control+Enter");
		await eventually("readers have the video", async () =>
			(await (await fetch(`${instance.url}/live/${story.slug}`)).text()).includes("<video controls"),
		);
		expect((await newest()).altAbsence).toBe("later");
	});

	it("is accessible, on a desk and on a phone", async () => {
		await page.goto(`${instance.url}/newsroom/media`);
		await page.locator(".wall button").nth(1).click();
		await side().locator(".facts").waitFor();
		expect(await findAccessProblems(page)).toEqual([]);
		await page.setViewportSize({ width: 390, height: 844 });
		expect(await findAccessProblems(page, ["light"])).toEqual([]);
		await side().getByRole("link", { name: "Library" }).click();
		await page.locator(".wall button").first().waitFor();
		expect(await findAccessProblems(page, ["dark"])).toEqual([]);
		expect(desk.problems).toEqual([]);
	});
});
