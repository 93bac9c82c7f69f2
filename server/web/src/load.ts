// Reading something from the server, with the states that every page has to show.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Problem, problemOf } from "./problem";

export type Loaded<T> = {
	value: T | null;
	problem: Problem | null;
	busy: boolean;
	reload(): void;
	set(value: T): void;
};

// Reads again when `key` changes, when asked to, and when the network or the reader comes back.
export function useLoad<T>(key: string, read: () => Promise<T>): Loaded<T> {
	const [value, setValue] = useState<T | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(true);
	const round = useRef(0);

	const load = useCallback(() => {
		const mine = ++round.current;
		const current = () => mine === round.current; // a slow answer must not overwrite a newer one
		setBusy(true);
		read()
			.then((found) => {
				if (current()) {
					setValue(found);
					setProblem(null);
				}
			})
			.catch((thrown) => current() && setProblem(problemOf(thrown)))
			.finally(() => current() && setBusy(false));
	}, [key]);

	useEffect(() => {
		setValue(null);
		setProblem(null);
		load();
		const again = () => document.visibilityState === "visible" && load();
		addEventListener("online", load);
		document.addEventListener("visibilitychange", again);
		return () => {
			round.current += 1;
			removeEventListener("online", load);
			document.removeEventListener("visibilitychange", again);
		};
	}, [key]);

	const set = (found: T) => {
		round.current += 1;
		setBusy(false);
		setProblem(null);
		setValue(found);
	};
	return { value, problem, busy, reload: load, set };
}
