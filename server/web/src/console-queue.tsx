// The queue: every case that waits for an arbiter, the one that is due first on top.

import { get } from "./api";
import { PhaseTag } from "./case-list";
import { Ready } from "./frame";
import { isOverdue, remainingText } from "./format";
import { t } from "./i18n";
import { useLoad } from "./load";
import { reasonLabel } from "./meta";
import type { Card, Page } from "./model";
import { go, hrefOf } from "./route";
import { useShortcuts } from "./shortcuts";

function QueueList(props: { cards: Card[]; current: string | null }) {
	const { cards, current } = props;
	const move = (by: number) => {
		const at = cards.findIndex(({ id }) => id === current);
		const next = cards[at < 0 ? 0 : Math.min(cards.length - 1, Math.max(0, at + by))];
		if (next !== undefined) {
			go("case", next.id);
		}
	};
	useShortcuts(
		[
			{ key: "j", label: t("key_next_case"), run: () => move(1) },
			{ key: "k", label: t("key_previous_case"), run: () => move(-1) },
		],
		[cards, current],
	);
	if (cards.length === 0) {
		return <p class="empty">{t("queue_empty")}</p>;
	}
	return (
		<ol class="queue">
			{cards.map((card) => (
				<li key={card.id}>
					<a
						href={hrefOf("case", card.id)}
						class="card"
						aria-current={card.id === current ? "page" : undefined}
					>
						<span class="card-title">{card.order.title}</span>
						<span class="card-line">
							<PhaseTag phase={card.phase} />
							{card.due_at !== null && (
								<span class={isOverdue(card.due_at) ? "due late" : "due"}>
									{remainingText(card.due_at)}
								</span>
							)}
						</span>
						<span class="card-line quiet">
							{card.reason && <span>{reasonLabel(card.reason)}</span>}
							<span>{card.reference}</span>
						</span>
					</a>
				</li>
			))}
		</ol>
	);
}

// The server lists one phase at a time; here the one that is due first comes first, whatever its phase.
async function queueLoad(): Promise<Card[]> {
	const pages = await Promise.all(
		["review", "evidence"].map((phase) => get<Page<Card>>(`/v1/admin/queue?phase=${phase}&limit=200`)),
	);
	const cards = pages.flatMap(({ items }) => items);
	return cards.sort((a, b) => ((a.due_at ?? "9999") < (b.due_at ?? "9999") ? -1 : 1));
}

export function Queue(props: { round: number; current: string | null }) {
	const loaded = useLoad(`queue/${props.round}`, queueLoad);
	return (
		<>
			<h2>{t("queue_heading")}</h2>
			<Ready loaded={loaded}>{(cards) => <QueueList cards={cards} current={props.current} />}</Ready>
		</>
	);
}
