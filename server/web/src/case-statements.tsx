// The claim and the answer, side by side.

import { timeText } from "./format";
import { t, tCode } from "./i18n";
import { reasonLabel } from "./meta";
import type { Case } from "./model";

export function CaseStatements(props: { view: Case }) {
	const { view } = props;
	const { claim, response } = view;
	if (claim === null || claim === undefined) {
		return null;
	}
	return (
		<section aria-label={t("statements_heading")}>
			<h2>{t("statements_heading")}</h2>
			<div class="pair">
				<article class="panel">
					<h3>{t("claim_heading", { who: tCode("role", view.claimant.role) })}</h3>
					<p class="quiet">{claim.filed_at && timeText(claim.filed_at)}</p>
					<dl class="short">
						<dt>{t("check_reason")}</dt>
						<dd>{reasonLabel(claim.reason)}</dd>
						<dt>{t("claim_asks")}</dt>
						<dd>
							{(claim.ask ?? []).map((remedy) => tCode("remedy", remedy)).join(t("list_then"))}
						</dd>
					</dl>
					<blockquote class="own-words" lang={claim.language}>
						{claim.text}
					</blockquote>
				</article>
				<article class="panel">
					<h3>{t("answer_heading", { who: tCode("role", view.respondent.role) })}</h3>
					{response === null || response === undefined ? (
						<p class="empty">{t("no_answer_yet")}</p>
					) : (
						<>
							<p class="quiet">{timeText(response.at)}</p>
							<p>
								<span class={`tag ${response.position}`}>
									{t(
										response.position === "accept"
											? "position_accept"
											: "position_contest",
									)}
								</span>
							</p>
							{response.text && (
								<blockquote class="own-words" lang={response.language}>
									{response.text}
								</blockquote>
							)}
						</>
					)}
				</article>
			</div>
		</section>
	);
}
