import type { InLanguages } from "./built-in.ts";

/** A match, from the line-ups to the final whistle. */
export const match: InLanguages = {
	en: {
		name: "Match",
		description: "A game followed live: line-ups, kick-off, half-time, full-time.",
		headline: "[Home] v [Away]: live",
		standfirst: "Follow every goal, card and change from [stadium] as it happens. Kick-off is at [time].",
		posts: [
			{
				headline: "Where and when",
				text: "[Competition and round]. [Stadium], [city]. Kick-off at [time].",
				pinned: 0,
			},
			{ headline: "The line-ups", text: "[Home]: [eleven]. [Away]: [eleven].", key: true },
			{ headline: "Kick-off", text: "We are under way at [stadium].", key: true },
			{ headline: "Half-time: [Home] 0–0 [Away]", text: "[The first half in two sentences.]", key: true },
			{ headline: "The second half is under way", text: "[Changes at the break.]" },
			{ headline: "Full-time: [Home] 0–0 [Away]", text: "[The result, and what it means.]", key: true },
			{ headline: "What they said", text: "[Quotes of coaches and players.]" },
		],
		keyDevelopments: [],
	},
	uk: {
		name: "Матч",
		description: "Гра наживо: склади, початок, перерва, фінальний свисток.",
		headline: "[Господарі] – [Гості]: наживо",
		standfirst: "Голи, картки й заміни зі стадіону [назва] у прямій трансляції. Початок о [час].",
		posts: [
			{ headline: "Де і коли", text: "[Змагання і тур]. [Стадіон], [місто]. Початок о [час].", pinned: 0 },
			{ headline: "Стартові склади", text: "[Господарі]: [одинадцять]. [Гості]: [одинадцять].", key: true },
			{ headline: "Матч розпочався", text: "М’яч у грі на стадіоні [назва].", key: true },
			{ headline: "Перерва: [Господарі] 0:0 [Гості]", text: "[Перший тайм двома реченнями.]", key: true },
			{ headline: "Другий тайм розпочався", text: "[Заміни в перерві.]" },
			{ headline: "Матч завершено: [Господарі] 0:0 [Гості]", text: "[Рахунок і що він означає.]", key: true },
			{ headline: "Слово тренерам і гравцям", text: "[Цитати.]" },
		],
		keyDevelopments: [],
	},
};
