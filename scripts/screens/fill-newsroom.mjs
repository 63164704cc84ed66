/**
 * Makes what the console's pictures need beside the sample coverage: an administrator who is signed in, a contributor's
 * piece that waits, something scheduled, revisions of an article.
 *
 * @returns {Promise<{ live: string, article: string, cookies: object[], publish: () => Promise<void>, slug: string }>}
 * ids of a live story and an article, the administrator's cookies for a browser, what publishes posts while readers look
 * on, and the live story's slug
 */
export async function fillNewsroom({ origin, token, makeLink }) {
	const cookies = await signIn(origin, makeLink());
	const api = async (method, path, body, auth = token) => {
		const answer = await fetch(`${origin}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${auth}`, "content-type": "application/json" },
			...(body && { body: JSON.stringify(body) }),
		});
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		return answer.json();
	};
	const text = (value) => ({ format: "text", value });
	const newest = async (kind, state) =>
		(await api("GET", `/stories?status=published&kind=${kind}${state}`)).items[0].id;
	const [live, article] = [await newest("live", "&state=live"), await newest("article", "")];
	const { token: contributor } = await api("POST", "/tokens", { name: "Harbour stringer", scopes: ["contribute"] });
	await api(
		"POST",
		`/stories/${live}/posts`,
		{
			headline: "Ferry landing dry at noon",
			body: text("The landing at Saint Brannoc is dry since noon, and the first ferry is being made ready."),
		},
		contributor,
	);
	const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
	await api("POST", `/stories/${live}/posts`, {
		headline: "Water board briefs the press",
		body: text("The water board speaks on the repair of the east wall."),
		publishAt: inAnHour,
	});
	const story = await api("GET", `/stories/${article}`);
	for (const standfirst of [
		"The council decides on Monday.",
		"The council decides on Monday, and the port waits for it.",
	])
		await api("PATCH", `/stories/${article}`, { standfirst, significant: story.kind === "live" });
	const publish = async () => {
		for (const [headline, words] of afterwards) {
			await api("POST", `/stories/${live}/posts`, { headline, body: text(words), key: headline !== "" });
			await new Promise((resolve) => setTimeout(resolve, 1_500));
		}
	};
	const { slug } = await api("GET", `/stories/${live}`);
	return { live, article, cookies, publish, slug };
}

/** Posts that go out while readers look on: headline and text. */
const afterwards = [
	["", "The pumps at the east wall were moved to the second basin; the first is dry."],
	["Harbour trains run again from 18:30", "The line to the harbour opens with one track, and a train every half hour."],
	["", "Tickets bought for today are valid tomorrow as well, the railway says."],
];

/** Takes the one-time link and gives the session's cookies. */
async function signIn(origin, link) {
	const answer = await fetch(`${origin}/api/auth/accept-link`, {
		method: "POST",
		headers: { origin, "content-type": "application/json" },
		body: JSON.stringify({
			link: new URL(link).hash.slice(1),
			name: "Ruth Adeyemi",
			email: "ruth@courier.example",
			password: "a gate of oak by the river",
		}),
	});
	if (!answer.ok) throw new Error(`The link was not taken: ${answer.status} ${await answer.text()}`);
	return answer.headers.getSetCookie().map((cookie) => {
		const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
		return { name, value, url: origin };
	});
}
