import type { OfflineWords } from "../offline.ts";
import type { Translation } from "../word-set.ts";

export const words: Translation<OfflineWords> = ({ number, plural }) => ({
	copyOf: (time) => `Це копія станом на ${time}.`,
	changedSince: "Сторінка могла змінитися.",
	title: "Ви не в мережі, а цієї сторінки немає на пристрої",
	opensByItself: "Вона відкриється сама, щойно з’явиться зв’язок.",
	onDevice: "Це ви тут уже читали й можете перечитати зараз:",
	nothingOnDevice: "На пристрої ще немає нічого з прочитаного тут.",
	lookingForConnection: "Шукаємо зв’язок…",
	nextTryIn: (seconds) => `наступна спроба за ${number(seconds)} с`,
	tryNow: "Спробувати зараз",
	asOf: "Станом на",
	stories: (count) =>
		plural(count, { one: "# матеріал", few: "# матеріали", many: "# матеріалів", other: "# матеріалу" }),
});
