import type { MessageWords } from "../message.ts";
import type { Translation } from "../word-set.ts";

export const words: Translation<MessageWords> = () => ({
	notFound: "Не знайдено",
	missingTitle: "За цією адресою сторінки немає",
	missingText:
		"Можливо, в адресі помилка або її обрізало в повідомленні. Адреси наших матеріалів не зникають: старі самі ведуть далі.",
	postWithdrawn: "Цей допис відкликано",
	postWasPosted: "Його було опубліковано у трансляції:",
	postWithdrawnText: "Його текст більше не показуємо. Трансляція, до якої він належав, триває.",
	coverageItWasPartOf: "Трансляція, до якої він належав",
	goToCoverage: "До трансляції",
	ourMistake: "Помилка на нашому боці",
	failedTitle: "Не вдалося скласти цю сторінку",
	failedText: "Це наша провина, і ті, хто може її виправити, вже про неї знають. Із новинами все гаразд.",
	ifYouWrite: "Якщо писатимете нам, назвіть",
});
