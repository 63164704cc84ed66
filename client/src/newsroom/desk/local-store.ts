/** Values on this device that outlive the page, by name. All of them resolve, whatever the browser allows. */
export interface LocalStore {
	get(key: string): Promise<unknown>;
	set(key: string, value: unknown): Promise<void>;
	remove(key: string): Promise<void>;
	/** Everything whose key begins so, in the order of the keys. */
	list(prefix: string): Promise<[string, unknown][]>;
}

const table = "kept";

/**
 * The browser's IndexedDB as a {@link LocalStore}. Where it is forbidden (a private window), memory serves: then a
 * reload forgets, and the server's copies are what is left.
 */
export async function openLocalStore(name: string): Promise<LocalStore> {
	const database = await open(name).catch(() => null);
	return database === null ? createMemoryStore() : wrap(database);
}

function open(name: string): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const opening = indexedDB.open(name, 1);
		opening.onupgradeneeded = () => opening.result.createObjectStore(table);
		opening.onsuccess = () => resolve(opening.result);
		opening.onerror = () => reject(opening.error);
		opening.onblocked = () => reject(new Error("The store is held by another version."));
	});
}

function wrap(database: IDBDatabase): LocalStore {
	const act = <Value>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> =>
		new Promise((resolve, reject) => {
			// What was typed is to outlive a loss of power too; nobody waits for the disk.
			const transaction = database.transaction(table, mode, { durability: "strict" });
			const asked = use(transaction.objectStore(table));
			transaction.oncomplete = () => resolve(asked.result);
			transaction.onerror = () => reject(transaction.error);
			transaction.onabort = () => reject(transaction.error);
		});
	return {
		get: (key) => act("readonly", (store) => store.get(key)),
		set: async (key, value) => void (await act("readwrite", (store) => store.put(value, key))),
		remove: async (key) => void (await act("readwrite", (store) => store.delete(key))),
		async list(prefix) {
			const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
			const [keys, values] = await Promise.all([
				act("readonly", (store) => store.getAllKeys(range)),
				act("readonly", (store) => store.getAll(range)),
			]);
			return keys.map((key, index) => [String(key), values[index]]);
		},
	};
}

function createMemoryStore(): LocalStore {
	const kept = new Map<string, unknown>();
	return {
		get: async (key) => kept.get(key),
		set: async (key, value) => void kept.set(key, value),
		remove: async (key) => void kept.delete(key),
		list: async (prefix) => [...kept].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
	};
}
