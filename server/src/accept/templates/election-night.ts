import type { InLanguages } from "./built-in.ts";

/** An election night, from the closing of the polls to the speeches. */
export const electionNight: InLanguages = {
	en: {
		name: "Election night",
		description: "A count followed live: polls close, first figures, declarations, reactions.",
		headline: "[Election]: results and reaction, live",
		standfirst: "Polls close at [time]. Follow the count, district by district, with what the parties say.",
		posts: [
			{
				headline: "How the night will go",
				text: "Polls close at [time]. First figures at [time]. [Rules.]",
				pinned: 0,
			},
			{ headline: "Polls have closed", text: "Voting ended at [time] in [place].", key: true },
			{ headline: "The exit poll", text: "[Figures, who asked, how many, the margin of error.]", key: true },
			{ headline: "Turnout", text: "[Turnout so far, and at this hour last time.]" },
			{ headline: "First results", text: "[District: figures, change since last time.]", key: true },
			{ headline: "Reactions", text: "[What the parties say.]" },
			{ headline: "The result", text: "[Who won, by how much, what follows.]", key: true },
		],
		keyDevelopments: ["Polls close at [time]"],
	},
	uk: {
		name: "Ніч виборів",
		description: "Підрахунок наживо: закриття дільниць, перші дані, результати, реакції.",
		headline: "[Вибори]: результати та реакції наживо",
		standfirst: "Дільниці зачиняються о [час]. Підрахунок по округах і заяви партій у прямому ефірі.",
		posts: [
			{ headline: "Як мине ніч", text: "Дільниці зачиняються о [час]. Перші дані о [час]. [Правила.]", pinned: 0 },
			{ headline: "Дільниці зачинилися", text: "Голосування завершилося о [час] у [місце].", key: true },
			{ headline: "Екзитпол", text: "[Дані, хто опитував, скількох, похибка.]", key: true },
			{ headline: "Явка", text: "[Явка на цю годину і минулого разу.]" },
			{ headline: "Перші результати", text: "[Округ: дані, зміна від минулого разу.]", key: true },
			{ headline: "Реакції", text: "[Що кажуть партії.]" },
			{ headline: "Результат", text: "[Хто переміг, з яким відривом, що далі.]", key: true },
		],
		keyDevelopments: ["Дільниці зачиняються о [час]"],
	},
};
