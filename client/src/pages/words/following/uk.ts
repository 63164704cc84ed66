import type { FollowingWords } from "../following.ts";
import type { Translation } from "../word-set.ts";

export const words: Translation<FollowingWords> = () => ({
	waiting: "Чекаємо на вашу відповідь…",
	waitingText: (site) =>
		`Браузер питає, чи може ${site} надсилати вам сповіщення. Доки ви не дозволите, нічого не надійде.`,
	blocked: "Сповіщення заблоковано.",
	blockedText: (site) =>
		`Браузер не дозволяє ${site} їх надсилати. Дозвольте їх у налаштуваннях для цього сайту й поверніться на цю сторінку.`,
	cannot: "У цьому браузері немає сповіщень",
	cannotText: (site) => `На телефоні спершу додайте ${site} на головний екран. Лист приходить усюди.`,
	notNow: "Вас не підписано. Ми не питатимемо знову, доки ви не натиснете кнопку.",
	notSaved: "Не збережено.",
	notFollowing: (site) => `${site} не відповідає. Ви ще не стежите за цим.`,
	tryAgain: "Спробувати ще раз",
	following: "Ви стежите",
	followingText: "На цьому пристрої.",
	choose: "Вибрати, що отримувати",
	byMail: "Отримувати поштою",
});
