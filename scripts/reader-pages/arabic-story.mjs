/** A story from right to left, which our sample coverage has none of: what `POST /api/v1/stories` takes. */
export const arabicStory = {
	kind: "article",
	language: "ar",
	status: "published",
	headline: "نهر سورن يبلغ ذروته دون مستوى عام 1974 بمتر واحد، والمدينة القديمة تترقب",
	standfirst: "بقيت أحياء المدينة القديمة جافة طوال الليل، ويقول المهندسون إن على السد الترابي أن يصمد يومين آخرين.",
	body: {
		format: "text",
		value:
			"توقف نهر سورن عن الارتفاع قبل السادسة من صباح السبت باثنتي عشرة دقيقة، على بعد 98 سنتيمتراً من العلامة المحفورة في جدار دار الجمارك منذ فيضان عام 1974.\n\nوقالت بيترا هولم، رئيسة خدمة الفيضانات: «لدينا وقت، لكنه ليس كثيراً. الجدار الذي ظل مبتلاً أسبوعاً جدار آخر».",
	},
};

/** Publishes it and gives its path. `token` may publish. */
export async function publishArabicStory(origin, token) {
	const answer = await fetch(`${origin}/api/v1/stories`, {
		method: "POST",
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify(arabicStory),
	});
	if (!answer.ok) throw new Error(`The story could not be published: ${await answer.text()}`);
	const { story } = await answer.json();
	return `/story/${encodeURIComponent(story.slug)}`;
}

/** Makes the site's own language Arabic, and waits until its pages are written from right to left. */
export async function turnRightToLeft(origin, token) {
	const answer = await fetch(`${origin}/api/v1/site`, {
		method: "PATCH",
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify({ language: "ar" }),
	});
	if (!answer.ok) throw new Error(`The site's language could not be set: ${await answer.text()}`);
	for (let look = 0; look < 100; look++) {
		if (/<html[^>]* dir="rtl"/.test(await (await fetch(`${origin}/`)).text())) return;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	throw new Error("The site did not become Arabic.");
}
