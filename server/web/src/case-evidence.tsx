// The evidence of both sides, exhibit by exhibit.

import { Exhibit } from "./exhibit";
import { factLabel } from "./facts";
import { timeText } from "./format";
import { t, tCode } from "./i18n";
import { useKinds } from "./meta";
import { type Case, type Evidence, roleOf } from "./model";

function Item(props: { item: Evidence; kind: string }) {
	const { item } = props;
	return (
		<li class="panel" id={`exhibit-${item.exhibit}`}>
			<h3>
				<span class="exhibit-name">{item.exhibit}</span> {props.kind}
			</h3>
			<p class="quiet">
				{tCode("role", roleOf(item.by))} · {timeText(item.at)}
				{item.late && <span class="tag">{t("evidence_late")}</span>}
				{item.facts?.length > 0 && (
					<> · {t("evidence_about", { list: item.facts.map(factLabel).join(t("list_comma")) })}</>
				)}
			</p>
			{item.text && (
				<blockquote class="own-words" lang={item.language}>
					{item.text}
				</blockquote>
			)}
			<div class="exhibits">
				{item.files.map((file) => (
					<Exhibit key={file.n} file={file} caption={item.text} />
				))}
			</div>
		</li>
	);
}

export function CaseEvidence(props: { view: Case }) {
	const kinds = useKinds();
	const { evidence } = props.view;
	return (
		<section aria-label={t("evidence_list_heading")}>
			<h2>{t("evidence_list_heading")}</h2>
			{evidence.length === 0 ? (
				<p class="empty">{t("evidence_none")}</p>
			) : (
				<ul class="plain">
					{evidence.map((item) => (
						<Item
							key={item.id}
							item={item}
							kind={
								kinds.find(({ code }) => code === item.kind)?.label ??
								tCode("kind", item.kind)
							}
						/>
					))}
				</ul>
			)}
		</section>
	);
}
