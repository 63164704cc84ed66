import type { InLanguages } from "./built-in.ts";

/** A press briefing or a hearing, from the announcement to the answers. */
export const briefing: InLanguages = {
	en: {
		name: "Briefing",
		description: "A press conference or hearing followed live: who speaks, what is said, questions.",
		headline: "[Who] on [what]: live",
		standfirst: "[Who] speaks at [time] in [place]. What is said, as it is said.",
		posts: [
			{ headline: "What this is about", text: "[Background in three sentences.]", pinned: 0 },
			{ headline: "It begins", text: "[Who is in the room.]", key: true },
			{ headline: "The statement", text: "[What is announced.]", key: true },
			{ headline: "Questions", text: "[Question, who asked, answer.]" },
			{ headline: "What we know now", text: "[Three points, and what stays open.]", key: true },
		],
		keyDevelopments: [],
	},
	uk: {
		name: "Брифінг",
		description: "Пресконференція чи слухання наживо: хто говорить, що сказано, запитання.",
		headline: "[Хто] про [що]: наживо",
		standfirst: "[Хто] виступає о [час] у [місце]. Головне у мить, коли це сказано.",
		posts: [
			{ headline: "Про що мова", text: "[Передісторія трьома реченнями.]", pinned: 0 },
			{ headline: "Початок", text: "[Хто в залі.]", key: true },
			{ headline: "Заява", text: "[Що оголошено.]", key: true },
			{ headline: "Запитання", text: "[Запитання, хто поставив, відповідь.]" },
			{ headline: "Що відомо тепер", text: "[Три тези і що лишається невідомим.]", key: true },
		],
		keyDevelopments: [],
	},
};
