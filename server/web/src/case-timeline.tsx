// Everything that happened, in order; signed acts have a receipt that proves when the server had them.

import { useState } from "preact/hooks";
import { casePath, getText } from "./api";
import { saveBlob } from "./exhibit";
import { ProblemNotice } from "./frame";
import { timeText } from "./format";
import { t, tCode } from "./i18n";
import type { Case } from "./model";
import { type Problem, problemOf } from "./problem";

export function receiptSave(reference: string, seq: number, text: string): void {
	saveBlob(new Blob([text], { type: "text/plain" }), `receipt-${reference}-${seq}.tlog-proof`);
}

export function CaseTimeline(props: { view: Case }) {
	const { view } = props;
	const [problem, setProblem] = useState<Problem | null>(null);
	const fetchReceipt = (seq: number) => {
		setProblem(null);
		getText(`${casePath(view.id)}/receipts/${seq}`)
			.then((text) => receiptSave(view.reference, seq, text))
			.catch((thrown) => setProblem(problemOf(thrown)));
	};
	return (
		<section aria-label={t("timeline_heading")}>
			<h2>{t("timeline_heading")}</h2>
			{problem !== null && <ProblemNotice problem={problem} />}
			<ol class="timeline">
				{view.timeline
					.filter(({ type }) => type !== "draft.amended")
					.map((entry) => (
						<li key={entry.seq}>
							<span class="timeline-time">{timeText(entry.at)}</span>
							<span class="timeline-what">
								{tCode("event", entry.type)}{" "}
								<span class="quiet">
									{entry.actor.role === view.side
										? t("you")
										: tCode("role", entry.actor.role)}
								</span>
							</span>
							{entry.statement && view.side !== "staff" && (
								<button type="button" class="link" onClick={() => fetchReceipt(entry.seq)}>
									{t("receipt")}
									<span class="hidden"> {tCode("event", entry.type)}</span>
								</button>
							)}
						</li>
					))}
			</ol>
		</section>
	);
}
