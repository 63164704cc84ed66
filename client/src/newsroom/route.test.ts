import { expect, it } from "vitest";
import { readRoute } from "./route.ts";

it("reads what an address means", () => {
	const id = "3kq8w0z2m4hd7c";
	expect(readRoute("/newsroom")).toEqual({ screen: "stories" });
	expect(readRoute("/newsroom/")).toEqual({ screen: "stories" });
	expect(readRoute(`/newsroom/new/live/${id}`)).toEqual({ screen: "new", kind: "live", id, template: null });
	expect(readRoute(`/newsroom/new/live/${id}/match-uk`)).toMatchObject({ template: "match-uk" });
	expect(readRoute(`/newsroom/story/${id}/history`)).toEqual({ screen: "revisions", id, postId: null });
	expect(readRoute(`/newsroom/story/${id}/history/${id}`)).toEqual({ screen: "revisions", id, postId: id });
	expect(readRoute(`/newsroom/story/${id}/text`)).toEqual({ screen: "story", id, part: "text" });
	expect(readRoute("/newsroom/digest/2026-05-01")).toEqual({ screen: "digest", date: "2026-05-01" });
	expect(readRoute("/newsroom/waiting")).toEqual({ screen: "waiting", submissionId: null });
	expect(readRoute(`/newsroom/waiting/${id}`)).toEqual({ screen: "waiting", submissionId: id });
	expect(readRoute("/newsroom/schedule")).toEqual({ screen: "schedule" });
	expect(readRoute("/newsroom/administration/people")).toEqual({ screen: "administration", part: "people" });
});

it("knows what means nothing", () => {
	expect(readRoute("/newsroom/story/../x")).toEqual({ screen: "unknown" });
	expect(readRoute("/newsroom/new/poem/3kq8w0z2m4hd7c")).toEqual({ screen: "unknown" });
	expect(readRoute("/newsroom/elsewhere")).toEqual({ screen: "unknown" });
});
