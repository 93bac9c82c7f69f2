// Which acts the server offers on a case now. A page shows what is in actions[] and nothing else, so that the
// pages and the server can never disagree.

import type { Action, Case } from "./model";

const isTemplate = (segment: string): boolean => segment.startsWith("{") || segment.startsWith(":");

// The action whose path ends in these segments, e.g. actFor(view, "offers", id, "accept").
export function actFor(view: Case, ...ending: string[]): Action | undefined {
	return view.actions.find(({ href }) => {
		const tail = (href.split("?")[0] ?? "").split("/").slice(-ending.length);
		const before = (href.split("?")[0] ?? "").split("/").slice(0, -ending.length);
		// "/v1/disputes/<id>/withdraw" must not answer for "/offers/<id>/withdraw".
		const whole = before.length === 4 || (before.length === 5 && before[2] === "admin");
		return whole && tail.every((segment, index) => segment === ending[index] || isTemplate(segment));
	});
}

export const actPath = (view: Case, ...ending: string[]): string =>
	[`/v1/disputes/${view.id}`, ...ending].join("/");
