// The evidence viewer: one exhibit at a time, zoomed and turned by button or key, with its digest checked.

import { useState } from "preact/hooks";
import { factLabel } from "./facts";
import { Intact, isImage, SaveFile, useFile } from "./exhibit";
import { Loading, ProblemNotice } from "./frame";
import { sizeText, timeText } from "./format";
import { t, tCode } from "./i18n";
import { useKinds } from "./meta";
import { type Case, type Evidence, type EvidenceFile, roleOf } from "./model";
import { useShortcuts } from "./shortcuts";

type Shown = { item: Evidence; file: EvidenceFile };

const ZOOMS = [100, 150, 200, 300, 400];

function Picture(props: { shown: Shown; zoom: number; turn: number }) {
	const { file, item } = props.shown;
	const { found, problem, retry } = useFile(file);
	if (!isImage(file)) {
		return <p class="empty">{t("viewer_not_shown", { type: file.type })}</p>;
	}
	if (problem !== null) {
		return <ProblemNotice problem={problem} retry={retry} />;
	}
	if (found === null) {
		return <Loading />;
	}
	return (
		<>
			<div class="stage" tabIndex={0} role="group" aria-label={t("viewer_stage")}>
				<img
					class={`zoom-${props.zoom} turn-${props.turn}`}
					src={found.href}
					alt={item.text || file.name}
				/>
			</div>
			<p>
				<Intact wholeness={found.wholeness} sha256={file.sha256} />
			</p>
		</>
	);
}

function Tools(props: {
	zoom: (by: number) => void;
	turn: () => void;
	step: (by: number) => void;
	at: number;
	count: number;
	percent: number;
}) {
	return (
		<div class="tools">
			<button type="button" class="second" onClick={() => props.step(-1)} disabled={props.at === 0}>
				<span aria-hidden="true">‹ </span>
				{t("viewer_previous")}
			</button>
			<span class="quiet" role="status">
				{t("viewer_position", { at: props.at + 1, count: props.count })}
			</span>
			<button
				type="button"
				class="second"
				onClick={() => props.step(1)}
				disabled={props.at === props.count - 1}
			>
				{t("viewer_next")}
				<span aria-hidden="true"> ›</span>
			</button>
			<button
				type="button"
				class="second"
				onClick={() => props.zoom(-1)}
				aria-label={t("viewer_smaller")}
			>
				−
			</button>
			<span class="quiet">{props.percent} %</span>
			<button
				type="button"
				class="second"
				onClick={() => props.zoom(1)}
				aria-label={t("viewer_larger")}
			>
				+
			</button>
			<button type="button" class="second" onClick={props.turn}>
				{t("viewer_turn")}
			</button>
		</div>
	);
}

export function Viewer(props: { view: Case }) {
	const all: Shown[] = props.view.evidence.flatMap((item) => item.files.map((file) => ({ item, file })));
	const kinds = useKinds();
	const [at, setAt] = useState(0);
	const [zoom, setZoom] = useState(0);
	const [turn, setTurn] = useState(0);
	const step = (by: number) => {
		setAt((now) => Math.min(all.length - 1, Math.max(0, now + by)));
		setZoom(0);
		setTurn(0);
	};
	const scale = (by: number) => setZoom((now) => Math.min(ZOOMS.length - 1, Math.max(0, now + by)));
	const rotate = () => setTurn((now) => (now + 90) % 360);
	useShortcuts(
		[
			{ key: "n", label: t("viewer_next"), run: () => step(1) },
			{ key: "b", label: t("viewer_previous"), run: () => step(-1) },
			{ key: "+", label: t("viewer_larger"), run: () => scale(1) },
			{ key: "-", label: t("viewer_smaller"), run: () => scale(-1) },
			{ key: "r", label: t("viewer_turn"), run: rotate },
		],
		[all.length],
	);
	const shown = all[at];
	const texts = props.view.evidence.filter(({ files }) => files.length === 0);
	return (
		<section aria-label={t("evidence_list_heading")} class="viewer">
			<h2>{t("evidence_list_heading")}</h2>
			{shown === undefined ? (
				<p class="empty">{t("evidence_none")}</p>
			) : (
				<>
					<Tools
						zoom={scale}
						turn={rotate}
						step={step}
						at={at}
						count={all.length}
						percent={ZOOMS[zoom] ?? 100}
					/>
					<h3>
						<span class="exhibit-name">{shown.item.exhibit}</span>{" "}
						{kinds.find(({ code }) => code === shown.item.kind)?.label ?? shown.item.kind} –{" "}
						{shown.file.name}
					</h3>
					<p class="quiet">
						{t("viewer_signed", {
							who: tCode("role", roleOf(shown.item.by)),
							time: timeText(shown.item.at),
						})}{" "}
						· {sizeText(shown.file.size)}
						{shown.item.facts?.length > 0 && (
							<>
								{" "}
								·{" "}
								{t("evidence_about", {
									list: shown.item.facts.map(factLabel).join(t("list_comma")),
								})}
							</>
						)}
					</p>
					{shown.item.text && <blockquote class="own-words">{shown.item.text}</blockquote>}
					<Picture key={shown.file.href} shown={shown} zoom={ZOOMS[zoom] ?? 100} turn={turn} />
					<SaveFile file={shown.file} />
				</>
			)}
			{texts.map((item) => (
				<blockquote key={item.id} class="own-words">
					<strong>{item.exhibit}</strong> {item.text}
				</blockquote>
			))}
		</section>
	);
}
