import { formsOf } from "../pages/words/forms.ts";

/** What an embed says. A time in a phrase is put there as a string. */
export interface EmbedWords {
	live: string;
	ended: string;
	starts(time: string): string;
	updated(time: string): string;
	edited(time: string): string;
	corrected(time: string): string;
	gone(time: string): string;
	why: string;
	storyGone: string;
	breaking: string;
	reconnecting: string;
	offline: string;
	fresh(count: number): string;
	all(count: number): string;
	more: string;
	follow: string;
	keyDevelopments: string;
	nothingYet: string;
	previous: string;
	next: string;
	pause: string;
	play: string;
	/** The link that stands where nothing else can. */
	open(site: string): string;
}

/** The languages that embeds speak. */
export const embedLanguages = ["en", "uk", "ar"] as const;
type Language = (typeof embedLanguages)[number];

/** The words of a language, or of the first of these that there is, or English. */
export function embedWords(...wanted: readonly (string | null | undefined)[]): EmbedWords & { language: Language } {
	const tag = wanted.map((one) => one?.toLowerCase().split("-")[0]);
	const language = tag.map((one) => embedLanguages.find((known) => known === one)).find(Boolean) ?? "en";
	return { ...makers[language](formsOf(language)), language };
}

type Forms = ReturnType<typeof formsOf>;

const makers: Record<Language, (forms: Forms) => EmbedWords> = {
	en: ({ plural }) => ({
		live: "Live",
		ended: "Ended",
		starts: (time) => `Starts ${time}`,
		updated: (time) => `Updated ${time}`,
		edited: (time) => `Edited ${time}`,
		corrected: (time) => `Corrected ${time}:`,
		gone: (time) => `This update was withdrawn at ${time}.`,
		why: "Why",
		storyGone: "This story was withdrawn.",
		breaking: "Breaking",
		reconnecting: "Reconnecting",
		offline: "Not updating",
		fresh: (count) => plural(count, { one: "1 new update", other: "# new updates" }),
		all: (count) => plural(count, { one: "Read the update", other: "All # updates" }),
		more: "Read more",
		follow: "Follow the story",
		keyDevelopments: "Key developments",
		nothingYet: "Nothing has been reported yet.",
		previous: "Previous update",
		next: "Next update",
		pause: "Pause",
		play: "Play",
		open: (site) => `Follow the news at ${site}`,
	}),
	uk: ({ plural }) => ({
		live: "Наживо",
		ended: "Завершено",
		starts: (time) => `Початок ${time}`,
		updated: (time) => `Оновлено ${time}`,
		edited: (time) => `Змінено ${time}`,
		corrected: (time) => `Виправлено ${time}:`,
		gone: (time) => `Цей допис відкликано о ${time}.`,
		why: "Чому",
		storyGone: "Цей матеріал відкликано.",
		breaking: "Терміново",
		reconnecting: "Відновлюємо зв’язок",
		offline: "Не оновлюється",
		fresh: (count) =>
			plural(count, { one: "# новий допис", few: "# нові дописи", many: "# нових дописів", other: "# нового допису" }),
		all: (count) =>
			plural(count, { one: "Увесь # допис", few: "Усі # дописи", many: "Усі # дописів", other: "Усі # допису" }),
		more: "Читати далі",
		follow: "Стежити за подіями",
		keyDevelopments: "Головне",
		nothingYet: "Поки що повідомлень немає.",
		previous: "Попередній допис",
		next: "Наступний допис",
		pause: "Зупинити",
		play: "Показувати далі",
		open: (site) => `Стежте за новинами на ${site}`,
	}),
	ar: ({ plural }) => ({
		live: "مباشر",
		ended: "انتهت التغطية",
		starts: (time) => `تبدأ ${time}`,
		updated: (time) => `آخر تحديث ${time}`,
		edited: (time) => `عُدّل ${time}`,
		corrected: (time) => `صُحّح ${time}:`,
		gone: (time) => `سُحب هذا التحديث في ${time}.`,
		why: "السبب",
		storyGone: "سُحبت هذه القصة.",
		breaking: "عاجل",
		reconnecting: "نعيد الاتصال",
		offline: "لا يجري التحديث",
		fresh: (count) =>
			plural(count, {
				zero: "لا تحديثات جديدة",
				one: "تحديث جديد",
				two: "تحديثان جديدان",
				few: "# تحديثات جديدة",
				many: "# تحديثًا جديدًا",
				other: "# تحديث جديد",
			}),
		all: (count) =>
			plural(count, {
				zero: "لا تحديثات",
				one: "اقرأ التحديث",
				two: "التحديثان كلاهما",
				few: "كل التحديثات (#)",
				many: "كل التحديثات (#)",
				other: "كل التحديثات (#)",
			}),
		more: "اقرأ المزيد",
		follow: "تابع القصة",
		keyDevelopments: "أبرز التطورات",
		nothingYet: "لا أخبار حتى الآن.",
		previous: "التحديث السابق",
		next: "التحديث التالي",
		pause: "إيقاف",
		play: "تشغيل",
		open: (site) => `تابع الأخبار على ${site}`,
	}),
};
