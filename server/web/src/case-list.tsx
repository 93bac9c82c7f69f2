// Cases as a list: what waits for the reader first, then by when it is due.

import { useState } from "preact/hooks";
import { get } from "./api";
import { ProblemNotice } from "./frame";
import { isOverdue, remainingText, timeText } from "./format";
import { t, tCode } from "./i18n";
import { reasonLabel, useReasons } from "./meta";
import type { Card, Page } from "./model";
import { type Problem, problemOf } from "./problem";
import { hrefOf } from "./route";

export function PhaseTag(props: { phase: string }) {
	return <span class={`tag ${props.phase}`}>{tCode("phase", props.phase)}</span>;
}

const rank = (card: Card): number =>
	card.your_turn === "act" ? 0 : card.phase === "draft" ? 1 : card.phase === "closed" ? 3 : 2;

function inOrder(cards: Card[]): Card[] {
	const due = (card: Card) => card.due_at ?? "9999";
	return [...cards].sort((a, b) => rank(a) - rank(b) || (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0));
}

function Row(props: { card: Card }) {
	const { card } = props;
	const act = card.your_turn === "act";
	return (
		<li>
			<a
				class={act ? "card yours" : "card"}
				href={hrefOf(card.phase === "draft" ? "draft" : "case", card.id)}
			>
				<span class="card-title">{card.order.title}</span>
				<span class="card-line">
					<PhaseTag phase={card.phase} />
					{act && <span class="tag turn">{t("your_turn_act")}</span>}
					{card.due_at !== null && card.phase !== "closed" && (
						<span class={isOverdue(card.due_at) ? "due late" : "due"}>
							{remainingText(card.due_at)}
						</span>
					)}
				</span>
				<span class="card-line quiet">
					{card.reason && <span>{reasonLabel(card.reason)}</span>}
					<span>{card.reference}</span>
					<span>{t("changed_at", { time: timeText(card.updated_at) })}</span>
				</span>
			</a>
		</li>
	);
}

export function CaseList(props: { first: Page<Card>; empty: string }) {
	const [more, setMore] = useState<Card[]>([]);
	const [next, setNext] = useState<string | null | undefined>(undefined);
	const [problem, setProblem] = useState<Problem | null>(null);
	useReasons();
	const cursor = next === undefined ? props.first.next : next;
	const cards = inOrder([...props.first.items, ...more]);
	if (cards.length === 0) {
		return <p class="empty">{props.empty}</p>;
	}
	const load = () => {
		get<Page<Card>>(`/v1/disputes?limit=50&after=${encodeURIComponent(cursor ?? "")}`)
			.then((page) => {
				setMore([...more, ...page.items]);
				setNext(page.next);
				setProblem(null);
			})
			.catch((thrown) => setProblem(problemOf(thrown)));
	};
	return (
		<>
			<ul class="cards">
				{cards.map((card) => (
					<Row key={card.id} card={card} />
				))}
			</ul>
			{problem !== null && <ProblemNotice problem={problem} />}
			{cursor !== null && cursor !== undefined && (
				<button type="button" class="second" onClick={load}>
					{t("show_more")}
				</button>
			)}
		</>
	);
}
