// The last step of every act: what will be signed, word for word, and the button that signs and sends it.

import { useEffect, useRef, useState } from "preact/hooks";
import { type ActInput, actPrepare, actSend, type PreparedAct } from "./act";
import { ErrorSummary } from "./fields";
import { Loading } from "./frame";
import { t } from "./i18n";
import type { ActResult } from "./model";
import { type Problem, problemOf } from "./problem";

// A statement is accepted for ten minutes around its time. A fresh one replaces it on screen well before.
const FRESH_MS = 240_000;

// Two uses of one text must not share it: "input" is what the act is made from, again when it is refreshed.
export function usePrepared(input: ActInput): {
	act: PreparedAct | null;
	problem: Problem | null;
	renew(): void;
} {
	const [act, setAct] = useState<PreparedAct | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const renew = () => {
		actPrepare(input)
			.then(setAct)
			.catch((thrown) => setProblem(problemOf(thrown)));
	};
	const key = JSON.stringify([input.path, input.content, input.files, input.view.head]);
	useEffect(() => {
		renew();
		const timer = setInterval(renew, FRESH_MS);
		return () => clearInterval(timer);
	}, [key]);
	return { act, problem, renew };
}

export function SignPanel(props: {
	input: ActInput;
	label: string;
	onDone: (result: ActResult) => void;
	onStale: () => void;
	danger?: boolean;
	open?: boolean;
	onRefused?: (problem: Problem) => void;
}) {
	const { act, problem: unprepared, renew } = usePrepared(props.input);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [sending, setSending] = useState(false);
	const once = useRef(false); // a double click is one act
	const failure = problem ?? unprepared;

	const send = () => {
		if (act === null || once.current) {
			return;
		}
		once.current = true;
		setSending(true);
		setProblem(null);
		actSend(act)
			.then(props.onDone)
			.catch((thrown) => {
				const failed = problemOf(thrown);
				setProblem(failed);
				props.onRefused?.(failed);
				if (failed.code === "stale_head" || failed.code === "stale_sequence") {
					props.onStale();
				}
				// An unknown outcome is asked for again with the same key; everything else needs a new text.
				if (!failed.isOffline && failed.status !== 503) {
					renew();
				}
			})
			.finally(() => {
				once.current = false;
				setSending(false);
			});
	};

	return (
		<section class="sign" aria-label={t("sign_heading")}>
			<ErrorSummary errors={[]} problem={failure} />
			<h2>{t("sign_heading")}</h2>
			<p>{t("sign_explained")}</p>
			{act === null ? (
				unprepared === null && <Loading />
			) : (
				<details open={props.open}>
					<summary>{t("sign_show")}</summary>
					<h3>{t("sign_statement")}</h3>
					<pre class="exact" tabIndex={0} lang="en">
						{act.text}
					</pre>
					<h3>{t("sign_content", { name: `${act.input.name}.json` })}</h3>
					<pre class="exact" tabIndex={0}>
						{act.content}
					</pre>
				</details>
			)}
			<button
				type="button"
				class={props.danger ? "main danger" : "main"}
				disabled={act === null}
				aria-disabled={sending}
				onClick={send}
			>
				{sending ? t("sending") : props.label}
			</button>
		</section>
	);
}
