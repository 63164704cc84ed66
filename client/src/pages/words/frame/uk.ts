import type { FrameWords } from "../frame.ts";
import type { Translation } from "../word-set.ts";

export const words: Translation<FrameWords> = () => ({
	skip: "До новин",
	theme: { system: "Тема: як на пристрої", light: "Тема: світла", dark: "Тема: темна" },
	savedCopy: "Немає зв’язку.",
	news: "Новини",
	aboutNewsroom: "Про редакцію",
	contactUs: "Контакти",
	imprint: "Вихідні дані",
	privacy: "Конфіденційність",
	terms: "Умови користування",
	accessibility: "Доступність",
	alerts: "Сповіщення",
	newsletter: "Розсилка",
	allTimes: (where, offset) =>
		where === "UTC" ? "Усі години за UTC" : `Усі години за місцевим часом: ${where} (${offset})`,
	ownTimes: (where, offset) => `Години за вашим часом. ${where}: ${offset}`,
});
